/** Of two folders that share photos one keeps them: what then goes from the other one, and for whose sake. */
import type { Between, KeeperRule } from '../../contract/contract.ts';
import { PersonError } from '../../errors.ts';
import type { FoundGroup } from '../../groups/library-groups.ts';
import { realFolder } from '../../groups/library-rules.ts';
import { isOnSide, sparedFor } from '../../groups/spared-for-folder.ts';
import type { Store } from '../../store/store.ts';
import type { Selection } from './plan.ts';

/** @throws PersonError for a folder that is not there, and for one folder given twice. */
export async function twoFolders(store: Store, { keep, clear }: Between): Promise<Between> {
  const real = { keep: await realFolder(keep, store), clear: await realFolder(clear, store) };
  if (real.keep === real.clear) throw new PersonError(`Give two folders: both are ${real.keep}.`);
  return real;
}

/** Before a person's own rules; one of the folders may lie in the other one. */
export function rulesBetween({ keep, clear }: Between): KeeperRule[] {
  return [
    { rule: 'folder', folder: keep },
    { rule: 'outside', folder: clear },
  ];
}

/**
 * @param groups as the person's own rules have them, which tell the better photo.
 * @returns what may go of groups in which the folder to be kept comes first: nothing that is better than what stays.
 */
export function clearingFor(groups: readonly FoundGroup[], between: Between): Selection {
  const spared = new Set(sparedFor(groups, between).map(({ path }) => path));
  return ({ path, version }, { photos }) => {
    const keeper = photos.find((photo) => photo.keep && photo.version === version);
    return spared.has(path) && keeper !== undefined && !isOnSide(keeper.path, between.clear, between.keep);
  };
}
