/** Folders that share photos, in words. */
import type { FolderPair, SharingFolder } from '../../app/contract/contract.ts';
import { count, counted, size } from './numbers.ts';

/** "98 %"; never rounded to all or nothing. */
export function shareWords({ photos, copies }: Pick<SharingFolder, 'photos' | 'copies'>): string {
  if (copies === photos) return 'All';
  const percent = Math.min(99, Math.max(1, Math.round((copies / photos) * 100)));
  return `${percent} %`;
}

/** What would go of a folder, what is better there than in the other one, and what only it has. */
export function sideWords({ photos, copies, sparable, sparableBytes }: SharingFolder): string {
  const only = photos - copies;
  const better = copies - sparable;
  return [
    sparable === 0 ? 'none could go' : `${counted(sparable, 'copy', 'copies')} could go, ${size(sparableBytes)}`,
    ...(better > 0
      ? [`${count(better)} ${better === 1 ? 'stays: it is better, or protected' : 'stay: better, or protected'}`]
      : []),
    ...(only > 0 ? [`${counted(only, 'photo')} only here`] : []),
  ].join(' · ');
}

/** For a screen reader: "All of Old is in New." */
export function pairWords(pair: FolderPair, [inside, holder]: [string, string]): string {
  return `${shareWords(pair.inside)} of ${inside} is in ${holder}`;
}
