/** Which head is in use, and the change to another. */
import { PersonError } from '../errors.ts';
import type { StoredHead } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/encoder/model.ts';
import { updateNearLists, type NearListsControl } from '../pairs/near-lists.ts';

/** @returns null while nothing that was learned is in use. */
export function headInUse(store: Store): StoredHead | null {
  const version = store.settings.head();
  // A newer encoder has vectors of its own, for which nothing was learned yet.
  return version === 0 ? null : (store.heads.get(version) ?? null);
}

/** @returns null for version 0, what ships. @throws PersonError when there is no such version. */
export function headOf(store: Store, version: number): StoredHead | null {
  const head = store.heads.get(version);
  if (version === 0 || head !== undefined) return head ?? null;
  const newest = store.heads.all().at(-1)?.version ?? 0;
  throw new PersonError(
    newest === 0
      ? 'Nothing was learned yet: there is version 0 only, which ships with Twinlens. Answer some pairs, then learn.'
      : `There is no version ${version}. The versions go from 0, which ships with Twinlens, to ${newest}.`,
  );
}

/** The version whose near lists serve a head: a head that leaves vectors as they are goes with the encoder's own. */
export function listsOf(head: StoredHead | null): number {
  return head === null || head.matrix === null ? 0 : head.version;
}

/**
 * Uses a version from now on, once its near lists are complete.
 * @returns false when it was stopped; the version in use stays.
 * @throws PersonError when there is no such version.
 */
export async function useHead(
  version: number,
  { store, model }: { store: Store; model: Model },
  control: NearListsControl,
): Promise<boolean> {
  if (!(await updateHeadLists(headOf(store, version), { store, model }, control))) return false;
  store.settings.setHead(version);
  return true;
}

/** Brings the near lists of a head up to date. @returns false when it was stopped. */
export async function updateHeadLists(
  head: StoredHead | null,
  { store, model }: { store: Store; model: Model },
  control: NearListsControl,
): Promise<boolean> {
  const { matrix, version } = head ?? { matrix: null, version: 0 };
  return updateNearLists(store, model, matrix === null ? null : { matrix, version }, control);
}
