/** The photos that groups are made of: what the library holds, less what the rules leave out. */
import type { Rules } from '../contract/contract.ts';
import { isInside } from '../store/folders.ts';
import type { ContentRow } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { exclusionsOf } from './library-rules.ts';

export interface IncludedFile {
  path: string;
  /** Microseconds since 1970. */
  modified: number;
  /** True while its folder cannot be seen. */
  offline: boolean;
}

/** @returns contents in the order of their hashes, each with its files in the order of their paths: one at least. */
export function includedPhotos(store: Store, rules: Rules): { content: ContentRow; files: IncludedFile[] }[] {
  const exclusions = exclusionsOf(rules, store);
  const offline = store.folders.all().filter(({ online }) => !online);
  const filesOf = new Map<number, IncludedFile[]>();
  for (const { path, content, modified } of store.photos.files()) {
    if (content === null || exclusions.has(path)) continue;
    const file = { path, modified, offline: offline.some((folder) => isInside(path, folder.path)) };
    const known = filesOf.get(content);
    if (known === undefined) filesOf.set(content, [file]);
    else known.push(file);
  }
  return store.photos.contents().flatMap((content) => {
    const files = filesOf.get(content.id);
    const isTooSmall = content.width * content.height < rules.minimumPixels || content.bytes < rules.minimumBytes;
    return files === undefined || isTooSmall ? [] : [{ content, files }];
  });
}
