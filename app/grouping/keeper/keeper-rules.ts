/** The rules by which the photo to keep is found: each one's name, how it ranks a group's photos, and its sentence. */
import type { KeeperCandidate } from './keeper-candidate.ts';
import { isUpscaled } from './upscaled.ts';

/**
 * The rules that need nothing else, in the order in which they apply unless the person puts others first. What is
 * protected stays anyway: it is preferred among equals only, so that no better photo goes for its sake.
 */
export const plainRules = [
  'whole-shot',
  'not-upscaled',
  'resolution',
  'original-format',
  'dated',
  'less-compressed',
  'more-metadata',
  'protected',
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
  /** Photos whose file name matches: `*` stands for any letters, `?` for one; case does not matter. */
  | { rule: 'name'; pattern: string };

/** A rule at work: photos with a higher rank are kept rather, and `reason` completes "kept: …". */
export interface Ranking {
  rank: (photo: KeeperCandidate) => number;
  reason: (photo: KeeperCandidate) => string;
}

type Rule = (group: readonly KeeperCandidate[]) => Ranking;

/** Formats that lose nothing, for the rule that compares losses. */
const lossless = new Set(['png', 'tiff']);
/** A lossless picture ranks above every quality of a JPEG. */
const losslessQuality = 101;

const rules: Record<PlainRule, Rule> = {
  protected: () => ({
    rank: ({ protection }) => Number(protection !== null),
    reason: ({ protection }) => (protection === 'reference' ? 'in a reference folder' : 'in a protected folder'),
  }),
  'whole-shot': () => ({
    rank: ({ hasRestOfShot }) => Number(hasRestOfShot),
    reason: () => 'the whole shot, with its raw file or its video',
  }),
  'not-upscaled': (group) => {
    const upscaled = new Set(group.filter((photo) => isUpscaled(photo, group)));
    return { rank: (photo) => Number(!upscaled.has(photo)), reason: () => 'a picture that was not enlarged' };
  },
  resolution: () => ({
    rank: ({ width, height }) => width * height,
    reason: ({ width, height }) => `the largest picture, ${width} × ${height}`,
  }),
  'original-format': () => ({
    rank: ({ format }) => (format === 'raw' ? 2 : format === 'heic' ? 1 : 0),
    reason: ({ format }) => `the original format, ${format === 'raw' ? 'raw' : 'HEIC'}`,
  }),
  dated: () => ({
    rank: ({ takenAt }) => Number(takenAt !== null),
    reason: ({ takenAt }) => `the one that knows when it was taken, ${takenAt?.slice(0, 10) ?? ''}`,
  }),
  'less-compressed': (group) => {
    const qualityOf = ({ format, quality }: KeeperCandidate) => (lossless.has(format) ? losslessQuality : quality);
    if (group.every((photo) => qualityOf(photo) !== null))
      return {
        rank: (photo) => qualityOf(photo) ?? 0,
        reason: ({ format, quality }) =>
          lossless.has(format) ? 'stored without loss' : `the least compressed, JPEG quality ${quality ?? 0}`,
      };
    // Between formats only the space that a pixel takes can be compared.
    const bytesAPixel = ({ bytes, width, height }: KeeperCandidate) => bytes / (width * height);
    return {
      rank: bytesAPixel,
      reason: (photo) => `the least compressed, ${bytesAPixel(photo).toFixed(2)} bytes a pixel`,
    };
  },
  'more-metadata': () => ({
    rank: ({ facts }) => facts ?? 0,
    reason: ({ facts }) => `the one that says most about itself, ${facts ?? 0} entries of metadata`,
  }),
  largest: () => ({ rank: ({ bytes }) => bytes, reason: () => 'the largest file' }),
  'within-reach': () => ({ rank: ({ offline }) => Number(!offline), reason: () => 'within reach' }),
  oldest: () => ({ rank: ({ modified }) => -modified, reason: () => 'the oldest file' }),
  newest: () => ({ rank: ({ modified }) => modified, reason: () => 'the newest file' }),
  'shortest-path': () => ({ rank: ({ path }) => -path.length, reason: () => 'the shortest path' }),
};

/** A rule as it ranks the photos of one group. */
export function ranking(rule: KeeperRule, group: readonly KeeperCandidate[]): Ranking {
  if (rule.rule === 'folder')
    return {
      rank: ({ path }) => Number(isInside(path, rule.folder)),
      reason: () => `in the folder ${rule.folder}`,
    };
  if (rule.rule === 'name') {
    const pattern = wildcards(rule.pattern);
    return {
      rank: ({ path }) => Number(pattern.test(path.split(/[\\/]/).at(-1) ?? '')),
      reason: () => `named like ${rule.pattern}`,
    };
  }
  return rules[rule.rule](group);
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder) && (/[\\/]$/.test(folder) || /^[\\/]/.test(path.slice(folder.length)));
}

function wildcards(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}
