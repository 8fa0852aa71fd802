/** Follows drives: one that comes back under another path is the same drive, and nothing on it is read again. */
import { lstat } from 'node:fs/promises';
import { systemVolumes } from '../files/volumes/system-volumes.ts';
import { storedRules } from '../groups/library-rules.ts';
import { isInside, type FolderRow } from '../store/folders.ts';
import type { Store } from '../store/store.ts';

/** So many known files are looked for before another drive is taken for what lies at a folder's path. */
const looksAtMost = 50;

/**
 * Notes on which volume each folder lies; folders whose volume lies elsewhere now are found there, with all that the
 * library knows of them.
 * @returns the folders that moved.
 */
export async function followDrives(store: Store, volumes = systemVolumes): Promise<{ from: string; to: string }[]> {
  const moved = [];
  for (const folder of store.folders.all()) {
    const volume = await volumes.volumeOf(folder.path);
    const { volume: id, place } = folder;
    const isHere = volume !== null && volume.id === id;
    if (id !== null && place !== null && !isHere && !(await holdsKnownFiles(store, folder.path))) {
      const taken = new Set(store.folders.all().map(({ path }) => path));
      const places = await volumes.placesOf(id, place);
      const [to, ...others] = places.filter((path) => !taken.has(path));
      // Two drives that call themselves the same: nobody can say which.
      if (to === undefined || others.length > 0) continue;
      move(store, folder.path, to);
      moved.push({ from: folder.path, to });
    } else if (typeof volume?.id === 'string' && (volume.id !== id || volume.place !== place))
      store.folders.setVolume(folder.path, volume.id, volume.place);
  }
  return moved;
}

/** Whether another drive than a folder's own lies at its path now. */
export async function isAnotherDrive(store: Store, { path, volume }: FolderRow): Promise<boolean> {
  if (volume === null) return false;
  const now = await systemVolumes.volumeOf(path);
  return now !== null && now.id !== null && now.id !== volume && !(await holdsKnownFiles(store, path));
}

/** Whether a folder still holds any of the files that were seen in it. */
async function holdsKnownFiles(store: Store, folder: string): Promise<boolean> {
  for (const { path, size } of store.photos.filesInside(folder).slice(0, looksAtMost)) {
    const stats = await lstat(path).catch(() => null);
    if (stats?.size === size) return true;
  }
  return false;
}

function move(store: Store, from: string, to: string): void {
  const moved = (path: string) => (path === from ? to : isInside(path, from) ? to + path.slice(from.length) : path);
  const rules = storedRules(store);
  store.transaction(() => {
    store.folders.move(from, to);
    store.settings.setRules({
      ...rules,
      protect: rules.protect.map(moved),
      reference: rules.reference.map(moved),
      keep: rules.keep.map((rule) => (rule.rule === 'folder' ? { ...rule, folder: moved(rule.folder) } : rule)),
    });
  });
}
