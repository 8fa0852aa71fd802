/** Verifies what near pairs have in common, from their thumbnails, and from all pixels where that may prove equality. */
import pMap from 'p-map';
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read.ts';
import type { VerifiedKind } from '../store/pairs.ts';
import type { Store } from '../store/store.ts';
import { mayBeCopies } from '../vision/sketch.ts';
import type { JobControl } from './queue.ts';
import { relatable, relate, type Relatable } from './relate.ts';
import type { ScanPhase } from './scan.ts';

const pairsAtOnce = 8;
/** Small pictures kept decoded, some 100 kB each. */
const remembered = 500;

export async function verifyPairs(
  store: Store,
  pairs: Iterable<{ a: number; b: number }>,
  control: JobControl<ScanPhase>,
): Promise<{ a: number; b: number; kind: VerifiedKind }[]> {
  const small = new SmallPhotos(store);
  const sketches = store.photos.sketches();
  const candidates = [];
  for (const pair of pairs) {
    const [sketchA, sketchB] = [sketches.get(pair.a), sketches.get(pair.b)];
    if (sketchA !== undefined && sketchB !== undefined && mayBeCopies(sketchA, sketchB)) candidates.push(pair);
  }
  candidates.sort((x, y) => x.a - y.a || x.b - y.b);
  const kinds = await pMap(
    candidates,
    async ({ a, b }) => {
      await control.proceed();
      if (control.signal.aborted) return null;
      const kind = await relate(await small.get(a), await small.get(b));
      return kind === null ? null : { a, b, kind };
    },
    { concurrency: pairsAtOnce },
  );
  return kinds.filter((one) => one !== null);
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

/** The small pictures of contents, from their thumbnails. */
export class SmallPhotos {
  readonly #store: Store;
  readonly #decoded = new Map<number, Promise<Relatable>>();

  constructor(store: Store) {
    this.#store = store;
  }

  get(id: number): Promise<Relatable> {
    const decoded = this.#decoded.get(id) ?? this.#decode(id);
    // The most recently used stand last.
    this.#decoded.delete(id);
    this.#decoded.set(id, decoded);
    for (const oldest of this.#decoded.keys()) {
      if (this.#decoded.size <= remembered) break;
      this.#decoded.delete(oldest);
    }
    return decoded;
  }

  async #decode(id: number): Promise<Relatable> {
    const content = this.#store.photos.content(id);
    const thumbnail = this.#store.photos.thumbnail(content.sha256) ?? new Uint8Array();
    return relatable({ ...content, thumbnail }, content.bytes, () => bytesOf(this.#store, content.sha256));
  }
}
