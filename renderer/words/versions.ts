/** The versions of a picture in a group, in the words of the window. */
import type { Version } from '../../app/contract/contract.ts';
import { kindWords } from './kinds.ts';

/** @param place among the versions of its group, from 0: the first one holds the group's keeper. */
export function versionWords({ kind }: Pick<Version, 'kind'>, place: number): { label: string; reason: string } {
  if (place === 0) return { label: 'The keeper’s version', reason: 'The version with the keeper of this group' };
  const { label, reason } = kindWords[kind];
  return { label: kind === 'similar' ? 'Similar photo' : `${label} version`, reason };
}
