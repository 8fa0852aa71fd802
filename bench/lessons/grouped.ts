/** What a person would say of the groups of a library. */
import type { Library } from '../../app/library.ts';
import type { Somebody } from './people.ts';
import type { WrittenPhoto } from './written-library.ts';

export interface Grouped {
  /** Pairs of photos that are the same to the person, and those of them that are in one group. */
  same: number;
  found: number;
  /** Pairs in one group that are not. */
  wrong: number;
}

export async function grouped(
  library: Library,
  photos: ReadonlyMap<string, WrittenPhoto>,
  { says }: Somebody,
): Promise<Grouped> {
  const { groups } = await library.call('groups', {});
  const result = { same: 0, found: 0, wrong: 0 };
  for (const { photos: members } of groups)
    eachPair(
      members.flatMap(({ path }) => photos.get(path) ?? []),
      (a, b) => result[says(a, b) ? 'found' : 'wrong']++,
    );
  eachPair([...photos.values()], (a, b) => (result.same += Number(says(a, b))));
  return result;
}

function eachPair(photos: readonly WrittenPhoto[], work: (a: WrittenPhoto, b: WrittenPhoto) => void): void {
  photos.forEach((a, at) => {
    for (const b of photos.slice(at + 1)) work(a, b);
  });
}

/** Of the pairs in one group, the share that is right; 1 where there is none. */
export function precisionOf({ found, wrong }: Grouped): number {
  return found + wrong === 0 ? 1 : found / (found + wrong);
}
