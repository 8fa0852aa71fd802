/** A photo's file as a proof needs it: where its bytes are, and what is known of them. */
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read-photo.ts';
import type { PhotoMetadata } from '../images/metadata.ts';
import type { Store } from '../store/store.ts';
import type { ProvableFile } from './prove-pair.ts';

export interface Provable extends Pick<
  PhotoMetadata,
  'format' | 'width' | 'height' | 'orientation' | 'pages' | 'depth'
> {
  sha256: string;
  /** Where files with this content were seen; or the content itself. */
  source: { paths: readonly string[] } | { bytes: Uint8Array };
}

/** @param id a content of the library. */
export function provableOf({ photos }: Store, id: number): Provable {
  const { sha256, format, width, height, orientation, pages, depth } = photos.content(id);
  return { sha256, format, width, height, orientation, pages, depth, source: { paths: photos.pathsOf(sha256) } };
}

/** The thumbnail of a content; every content has one. */
export function thumbnailOf(store: Store, { sha256 }: { sha256: string }): Uint8Array {
  return store.photos.thumbnail(sha256) ?? new Uint8Array();
}

/** @returns null when no file that holds the content is within reach and unchanged. */
export async function readProvable({ source, sha256, ...facts }: Provable): Promise<ProvableFile | null> {
  if ('bytes' in source) return { ...facts, bytes: source.bytes };
  for (const path of source.paths) {
    try {
      const photo = await readPhoto(path);
      if (photo?.sha256 === sha256) return { ...facts, bytes: photo.bytes };
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
    }
  }
  return null;
}
