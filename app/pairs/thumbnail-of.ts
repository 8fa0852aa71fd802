import type { Store } from '../store/store.ts';

/** The thumbnail of a content; every content has one. */
export function thumbnailOf(store: Store, { sha256 }: { sha256: string }): Uint8Array {
  return store.photos.thumbnail(sha256) ?? new Uint8Array();
}
