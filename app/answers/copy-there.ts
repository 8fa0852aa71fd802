/** Of a photo that is asked for and a proven copy of it that the library holds: whether the library has all of it. */
import type { Content, Decoders } from '../decoding/decoders.ts';
import type { PairProof } from '../decoding/prove-pair.ts';
import { pictureScore, type ScoredPicture } from '../grouping/keeper/picture-score.ts';
import type { PhotoMetadata } from '../images/metadata.ts';

export interface Sized extends Content, Pick<PhotoMetadata, 'width' | 'height' | 'depth' | 'takenAt' | 'camera'> {}

/** In doublings of the score: less than this is no difference that anybody sees, see docs/MEASURED.md. */
const asGood = 0.25;

/**
 * @param proof of the two, told from `asked` as `a`.
 * @returns `larger` and `lesser` say what the library's copy is. What cannot be measured is no better than the other.
 */
export async function copyThere(
  asked: Sized,
  held: Sized,
  { kind, richer }: PairProof,
  decoders: Decoders,
): Promise<'copy' | 'larger' | 'lesser'> {
  if (richer === 'a') return 'lesser';
  if (kind === 'same-pixels') return 'copy';
  const pixels = ({ width, height }: Sized) => width * height;
  if (pixels(held) !== pixels(asked)) return pixels(held) > pixels(asked) ? 'larger' : 'lesser';
  const [theirs, ours] = [await scored(asked, decoders), await scored(held, decoders)];
  return pictureScore(theirs) - pictureScore(ours) > asGood ? 'lesser' : 'copy';
}

async function scored(photo: Sized, decoders: Decoders): Promise<ScoredPicture> {
  const measured = await decoders.ofContent(photo, 'measure', {});
  return { ...photo, measured: measured?.output ?? null };
}
