/** The rules by which the photo to keep is found: each one's name, how it ranks a group's photos, and its sentence. */
import type { KeeperCandidate, Protection } from './keeper-candidate.ts';
import { pictureScore, scoreParts } from './picture-score.ts';

/**
 * The rules that need nothing else, in the order in which they apply unless the person puts others first. What is
 * protected stays anyway: it is preferred among equals only, so that no better photo goes for its sake.
 */
export const plainRules = [
  'whole-file',
  'whole-shot',
  'unaltered',
  'best-picture',
  'original-format',
  'dated',
  'more-metadata',
  'protected',
  'resolution',
  'less-compressed',
  'not-upscaled',
  'largest',
  'within-reach',
  'oldest',
  'newest',
  'shortest-path',
] as const;
export type PlainRule = (typeof plainRules)[number];

export type KeeperRule =
  | { rule: PlainRule }
  /** Photos inside this folder; several such rules make an order of folders. */
  | { rule: 'folder'; folder: string }
  /** Photos anywhere but inside this folder. */
  | { rule: 'outside'; folder: string }
  /** Photos whose file name matches: `*` stands for any letters, `?` for one; case does not matter. */
  | { rule: 'name'; pattern: string };

/** A rule at work: photos with a higher rank are kept rather, and `reason` completes "kept: …". */
export interface Ranking {
  /** Of the photo alone: the order of two photos is the same, whatever else is in their group. */
  rank: (photo: KeeperCandidate) => number;
  /** @param beside the best of those that are ranked lower. */
  reason: (photo: KeeperCandidate, beside: KeeperCandidate) => string;
}

/** A picture that lost nothing ranks above every quality of a JPEG. */
const losslessQuality = 101;
/** Detail from which a picture was hardly enlarged (docs/MEASURED.md). */
const crisp = 0.73;

/** Each completes "kept: …". */
const protectedReasons: Record<Protection, string> = {
  protected: 'in a protected folder',
  reference: 'in a reference folder',
  linked: 'one file with several names',
};

const rules: Record<PlainRule, Ranking> = {
  'whole-file': {
    rank: ({ isPoorer }) => Number(!isPoorer),
    reason: () => 'the whole file, with all that is behind its first picture',
  },
  'whole-shot': {
    rank: ({ hasRestOfShot }) => Number(hasRestOfShot),
    reason: () => 'the whole shot, with its raw file or its video',
  },
  unaltered: {
    rank: ({ isMade }) => Number(!isMade),
    reason: () => 'the picture from which the other was made',
  },
  'best-picture': { rank: pictureScore, reason: whyBetter },
  'original-format': {
    rank: ({ format }) => (format === 'raw' ? 2 : format === 'heic' ? 1 : 0),
    reason: ({ format }) => `the original format, ${format === 'raw' ? 'raw' : 'HEIC'}`,
  },
  dated: {
    rank: ({ takenAt }) => Number(takenAt !== null),
    reason: ({ takenAt }) => `the one with the date it was taken, ${takenAt?.slice(0, 10) ?? ''}`,
  },
  'more-metadata': {
    rank: ({ facts }) => facts ?? 0,
    reason: ({ facts }) => `the one with the most details, ${facts ?? 0} entries of metadata`,
  },
  protected: {
    rank: ({ protection }) => Number(protection !== null),
    reason: ({ protection }) => (protection === null ? 'not protected' : protectedReasons[protection]),
  },
  resolution: {
    rank: ({ width, height }) => width * height,
    reason: ({ width, height }) => `the largest picture, ${width} × ${height}`,
  },
  'less-compressed': {
    rank: ({ measured }) => measured?.worstQuality ?? losslessQuality,
    reason: ({ measured }) =>
      measured?.worstQuality === undefined || measured.worstQuality === null
        ? 'stored without loss'
        : `the least compressed, as JPEG quality ${measured.worstQuality}`,
  },
  'not-upscaled': {
    rank: ({ measured }) => Number(measured === null || Math.min(measured.detailAcross, measured.detailDown) >= crisp),
    reason: () => 'a picture that was not enlarged',
  },
  largest: { rank: ({ bytes }) => bytes, reason: () => 'the largest file' },
  'within-reach': { rank: ({ offline }) => Number(!offline), reason: () => 'within reach' },
  oldest: { rank: ({ modified }) => -modified, reason: () => 'the oldest file' },
  newest: { rank: ({ modified }) => modified, reason: () => 'the newest file' },
  'shortest-path': { rank: ({ path }) => -path.length, reason: () => 'the shortest path' },
};

/** The part of the score by which a picture is better most. */
function whyBetter(photo: KeeperCandidate, beside: KeeperCandidate): string {
  const theirs = scoreParts(beside);
  const leads = scoreParts(photo, beside).map(({ score, words }, at) => ({
    words,
    lead: score - (theirs[at]?.score ?? 0),
  }));
  return leads.reduce((best, one) => (one.lead > best.lead ? one : best)).words;
}

/** A rule as it ranks photos. */
export function ranking(rule: KeeperRule): Ranking {
  if (rule.rule === 'folder')
    return {
      rank: ({ path }) => Number(isInside(path, rule.folder)),
      reason: () => `in the folder ${rule.folder}`,
    };
  if (rule.rule === 'outside')
    return {
      rank: ({ path }) => Number(!isInside(path, rule.folder)),
      reason: () => `not in the folder ${rule.folder}`,
    };
  if (rule.rule === 'name') {
    const isNamedSo = namedLike(rule.pattern);
    return {
      rank: ({ path }) => Number(isNamedSo(path)),
      reason: () => `named like ${rule.pattern}`,
    };
  }
  return rules[rule.rule];
}

/** @param pattern `*` stands for any letters, `?` for one; case does not matter. @returns whether a path is named so. */
export function namedLike(pattern: string): (path: string) => boolean {
  const names = wildcards(pattern);
  return (path) => names.test(fileName(path));
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder) && (/[\\/]$/.test(folder) || /^[\\/]/.test(path.slice(folder.length)));
}

function wildcards(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}
