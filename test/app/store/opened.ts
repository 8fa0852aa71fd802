import type { NewContent } from '../../../app/store/photos.ts';
import { openStore, type Store } from '../../../app/store/store.ts';
import { toBlob } from '../../../app/store/vectors.ts';

export const model = { version: 'test-1', dimensions: 4 };

export const open = (directory: string): Store => openStore(directory, model);

/** A content hash for a short name: the same each time. */
export const hashOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');

export function content(name: string, version = model.version): NewContent {
  return {
    sha256: hashOf(name),
    bytes: 1000,
    format: 'jpeg',
    width: 40,
    height: 30,
    orientation: 1,
    pages: 1,
    alpha: false,
    depth: 'uchar',
    takenAt: '2020-01-02T03:04:05',
    camera: 'Camera',
    subsecond: null,
    exposureBias: null,
    placed: null,
    isDamaged: false,
    duration: null,
    facts: 3,
    quality: 90,
    thumbnail: Buffer.from(`thumbnail of ${name}`),
    sketch: new Uint8Array(256),
    model: version,
    vectors: [{ view: 'displayed', vector: toBlob(Float16Array.of(1, 0, 0, 0)), background: 0 }],
  };
}

/** Saves files by their paths, each with the name of its content, as a scan would. */
export function saveFiles(store: Store, files: Record<string, string>): void {
  store.photos.save(
    Object.entries(files).map(([path, name]) => ({
      file: { path, size: 1000, modified: 5, problem: null },
      sha256: hashOf(name),
      content: store.photos.known(hashOf(name)) === undefined ? content(name) : null,
    })),
  );
}
