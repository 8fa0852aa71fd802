/** The head in use, with its judge. */
import { PersonError } from '../errors.ts';
import type { StoredHead } from '../store/heads.ts';
import type { Store } from '../store/store.ts';

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
