/** The photos that groups are made of: what the library holds, less what the rules leave out. */
import type { Rules } from '../contract/contract.ts';
import { isInside } from '../store/folders.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import { exclusionsOf, protectionOf } from './library-rules.ts';

export interface IncludedFile {
  path: string;
  /** Microseconds since 1970. */
  modified: number;
  /** True while its folder cannot be seen. */
  offline: boolean;
  /** Names that the library knows the file by, 1 where it has no other. */
  names: number;
}

/**
 * One file is one photo, whatever names it has: hard links, and one drive under two paths, are no copies.
 * @returns contents in the order of their hashes, each with its files in the order of their paths: one at least.
 */
export function includedPhotos(store: Store, rules: Rules): { content: ContentRow; files: IncludedFile[] }[] {
  const exclusions = exclusionsOf(rules, store);
  const offline = store.folders.all().filter(({ online }) => !online);
  const filesOf = new Map<number, Map<string, IncludedFile>>();
  for (const { path, content, modified, identity } of store.photos.files()) {
    if (content === null || exclusions.has(path)) continue;
    const isOffline = offline.some((folder) => isInside(path, folder.path));
    const files = filesOf.get(content) ?? new Map<string, IncludedFile>();
    filesOf.set(content, files);
    const key = identity ?? path;
    const other = files.get(key);
    const file = { path, modified, offline: isOffline, names: (other?.names ?? 0) + 1 };
    files.set(key, other === undefined || isRather(file, other, rules) ? file : { ...other, names: file.names });
  }
  return store.photos.contents().flatMap((content) => {
    const files = filesOf.get(content.id);
    if (files === undefined || isLeftOut(content, rules)) return [];
    return [{ content, files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) }];
  });
}

/** A video's pixels are not always known. */
function isLeftOut({ width, height, bytes, duration }: ContentRow, rules: Rules): boolean {
  if (bytes < rules.minimumBytes) return true;
  return duration === null ? width * height < rules.minimumPixels : !rules.videos;
}

/** By which of its names a file is shown: one that is protected, then one within reach, then the first. */
function isRather(file: IncludedFile, other: IncludedFile, rules: Rules): boolean {
  const [own, others] = [file, other].map(({ path }) => Number(protectionOf(path, rules) !== null));
  if (own !== others) return own === 1;
  return !file.offline && other.offline;
}
