/**
 * How good a picture is, as one number of each photo alone: so the order of three photos is the same as the order of any
 * two of them. It counts in doublings: one more means twice the pixels, or what weighs as much.
 */
import type { KeeperCandidate } from './keeper-candidate.ts';

/** Measured on photos and their copies, see docs/MEASURED.md. */
const weights = {
  /** What is finer than this share of the finest detail may be noise: a picture that reaches it is crisp. */
  crisp: 0.85,
  /** For pixels that hold no detail of their own: of two pictures that show equally much, the smaller one is no enlarged copy. */
  idle: 0.25,
  /** For the steps to which a compression rounded, from those on that begin to show, as multiples of quality 50's; … */
  compression: 1.25,
  visible: 0.4,
  /** … and for finer ones, which tell equals apart. */
  fineCompression: 0.1,
  grey: 1.5,
  thinned: 2,
  cutOff: 2,
  range: 0.8,
  deep: 0.25,
  date: 0.3,
  camera: 0.5,
};

/** What of a photo its score is made of. */
export type ScoredPicture = Pick<KeeperCandidate, 'width' | 'height' | 'depth' | 'takenAt' | 'camera' | 'measured'>;

/** What a score is made of, each part with the words that say why it is better than another picture's. */
export interface ScorePart {
  score: number;
  /** Completes "kept: …". */
  words: string;
}

/** @param beside the photo that it is told from, for the words. */
export function scoreParts(photo: ScoredPicture, beside = photo): ScorePart[] {
  const { width, height, depth, takenAt, camera, measured } = photo;
  const across = Math.min(1, (measured?.detailAcross ?? 1) / weights.crisp);
  const down = Math.min(1, (measured?.detailDown ?? 1) / weights.crisp);
  const shown = Math.log2(width * height * across * down);
  return [
    {
      score: shown - weights.idle * (Math.log2(width * height) - shown),
      words: detailWords(photo, beside, across * down),
    },
    {
      score: compressionScore(measured?.worstQuality ?? null),
      words: compressionWords(photo),
    },
    { score: measured?.isColoured === false ? -weights.grey : 0, words: 'in colour' },
    { score: measured?.isThinned === true ? -weights.thinned : 0, words: 'with all of its colours' },
    {
      score: measured === null ? 0 : weights.range * Math.log2(measured.range / 255) - weights.cutOff * measured.cutOff,
      words: 'with the fullest range of light',
    },
    { score: depth === 'uchar' ? 0 : weights.deep, words: 'with more than 8 bits a colour' },
    {
      score: (takenAt === null ? 0 : weights.date) + (camera === null ? 0 : weights.camera),
      words:
        camera === null
          ? `the one with the date it was taken, ${takenAt?.slice(0, 10) ?? ''}`
          : 'as the camera recorded it',
    },
  ];
}

/** Rounded, so that what cannot be told apart is equal, and is told by what follows. */
export function pictureScore(photo: ScoredPicture): number {
  return Math.round(scoreParts(photo).reduce((sum, { score }) => sum + score, 0) * 1e6) / 1e6;
}

function compressionScore(quality: number | null): number {
  const scale = stepScale(quality);
  return (
    -weights.compression * Math.log2(1 + Math.max(0, scale - weights.visible)) -
    weights.fineCompression * Math.log2(1 + scale)
  );
}

/** Steps as multiples of those of JPEG quality 50; none where nothing is known to be lost. */
function stepScale(quality: number | null): number {
  if (quality === null) return 0;
  return quality < 50 ? 50 / quality : (200 - 2 * quality) / 100;
}

function detailWords({ width, height }: ScoredPicture, beside: ScoredPicture, share: number): string {
  const size = `${width} × ${height}`;
  return share < 1 || beside.width * beside.height > width * height
    ? `the picture with the most detail, ${size}`
    : `the largest picture, ${size}`;
}

function compressionWords({ measured }: ScoredPicture): string {
  const quality = measured?.worstQuality ?? null;
  return quality === null ? 'stored without loss' : `the least compressed, as JPEG quality ${quality}`;
}
