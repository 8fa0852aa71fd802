/** Whether every file is at exactly one place, the one that the journal names, and nothing else lies about. */
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { Store } from '../../../app/store/store.ts';
import { tree } from './household.ts';

/** @param before the tree of the photos before anything was done to them. @param folders all places where files can be. */
export function expectAccounted(store: Store, before: Record<string, string>, folders: readonly string[]): void {
  const places = new Map(Object.keys(before).map((path) => [path, path]));
  const manifests = new Set<string>();
  const notes = new Set<string>();
  for (const { id } of store.operations.all().reverse())
    for (const { source, target, trashInfo, state, role, reason } of store.operations.files(id)) {
      expect(['moved', 'skipped', 'restored', 'planned'], `${source} of operation ${id}: ${reason ?? ''}`).toContain(
        state,
      );
      if (state !== 'moved' || target === null) continue;
      if (role === 'manifest') manifests.add(target);
      else places.set(source, target);
      if (trashInfo !== null) notes.add(trashInfo);
    }
  const expected: Record<string, string> = {};
  for (const [path, file] of Object.entries(before)) expected[places.get(path) ?? path] = file;
  const now = tree(...folders);
  for (const made of [...manifests, ...notes]) {
    expect(Object.keys(now), basename(made)).toContain(made);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete now[made];
  }
  expect(now).toEqual(expected);
}
