/** What may prove that photos of the library have equal pixels: their files, while they are within reach. */
import { PersonError } from '../errors.ts';
import type { Decoders } from '../decoding/decoders.ts';
import type { PixelDigests } from '../images/digest.ts';
import { readPhoto } from '../files/read-photo.ts';
import type { Store } from '../store/store.ts';
import { proofsOf } from './pixel-proofs.ts';
import type { Provable } from './same-pixels.ts';

/** Photos whose digests are kept while their copies are told apart. */
const remembered = 500;

/** The thumbnail of a content; every content has one. */
export function thumbnailOf(store: Store, { sha256 }: { sha256: string }): Uint8Array {
  return store.photos.thumbnail(sha256) ?? new Uint8Array();
}

/** The bytes of a content, from a file that is within reach and unchanged; null when none is. */
async function bytesOf(store: Store, sha256: string): Promise<Uint8Array | null> {
  for (const path of store.photos.pathsOf(sha256)) {
    try {
      const photo = await readPhoto(path);
      if (photo?.sha256 === sha256) return photo.bytes;
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
    }
  }
  return null;
}

/** What the pixels of a content hash to; null when it is out of reach, or cannot be decoded at its full size. */
export async function digestsOf(
  decoders: Decoders,
  content: { sha256: string; paths: readonly string[] },
  orientation: number,
): Promise<PixelDigests | null> {
  try {
    return (await decoders.ofContent(content, 'digests', { orientation }))?.output ?? null;
  } catch (error) {
    // Nothing is proven of what only its small picture can be had of.
    if (error instanceof PersonError) return null;
    throw error;
  }
}

/** What may prove that contents have equal pixels, each made once while it is remembered. */
export class Provables {
  readonly #store: Store;
  readonly #decoders: Decoders;
  readonly #known = new Map<number, Provable>();

  constructor(store: Store, decoders: Decoders) {
    this.#store = store;
    this.#decoders = decoders;
  }

  get(id: number): Provable {
    const provable = this.#known.get(id) ?? this.#make(id);
    // The most recently used stand last.
    this.#known.delete(id);
    this.#known.set(id, provable);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= remembered) break;
      this.#known.delete(oldest);
    }
    return provable;
  }

  #make(id: number): Provable {
    const content = this.#store.photos.content(id);
    const thumbnail = thumbnailOf(this.#store, content);
    const { sha256, orientation } = content;
    return {
      ...content,
      thumbnail,
      isOwnThumbnail: thumbnail.length === content.bytes,
      proofs: proofsOf(
        () => bytesOf(this.#store, sha256),
        orientation,
        () => digestsOf(this.#decoders, { sha256, paths: this.#store.photos.pathsOf(sha256) }, orientation),
      ),
    };
  }
}
