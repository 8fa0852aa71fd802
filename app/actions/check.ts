/** "Do I already have these?": the photos of a folder against the library, without adding them to it. */
import type { Output } from '../contract.ts';
import { walk } from '../files/walk.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { readPhoto } from '../files/read.ts';
import type { Analysis } from '../jobs/analyse.ts';
import { readPhotos, type ReadResult } from '../jobs/read.ts';
import { relatable, relate } from '../jobs/relate.ts';
import { SmallPhotos } from '../jobs/verify-pairs.ts';
import type { Store } from '../store/store.ts';
import type { Encoder } from '../vision/encoder.ts';
import type { Model } from '../vision/model.ts';

type Checked = Output<'check'>['files'][number];

/** @throws PersonError when the folder cannot be read. */
export async function checkFolder(
  folder: string,
  threshold: number,
  { store, model, encoder }: { store: Store; model: Model; encoder: Encoder },
): Promise<Output<'check'>> {
  const library = new Nearest(store, model.output.dimensions);
  const { photos, problems } = await walk(folder);
  const files: Checked[] = [];
  const unreadable = [...problems];
  const take = async (result: ReadResult) => {
    if ('gone' in result) return;
    if ('problem' in result) unreadable.push({ path: result.path, reason: result.problem });
    else files.push({ path: result.path, ...(await library.find(result, threshold)) });
  };
  // A photo of the folder that the library holds as well is no match for itself: it is compared with the others.
  const asked = new Set(photos.map(({ path }) => path));
  const known = (sha256: string) => {
    const paths = store.photos.pathsOf(sha256);
    return paths.length > 1 || paths.some((path) => !asked.has(path));
  };
  await readPhotos([...asked], { encoder, model, known }, {}, take);
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: files.sort(byPath), unreadable: unreadable.sort(byPath) };
}

/** The library's vectors, searched photo by photo. */
class Nearest {
  readonly #store: Store;
  readonly #small: SmallPhotos;
  readonly #dimensions: number;
  readonly #owners: number[];
  readonly #vectors: Float32Array;

  constructor(store: Store, dimensions: number) {
    const { owners, vectors } = store.vectors.load();
    this.#store = store;
    this.#small = new SmallPhotos(store);
    this.#dimensions = dimensions;
    this.#owners = owners;
    this.#vectors = new Float32Array(vectors.length + 2 * dimensions);
    toUnitRows(vectors, dimensions, this.#vectors.subarray(0, vectors.length));
  }

  async find(photo: Extract<ReadResult, { sha256: string }>, threshold: number): Promise<Omit<Checked, 'path'>> {
    const same = this.#store.photos.pathsOf(photo.sha256).find((path) => path !== photo.path);
    if (same !== undefined) return { have: true, match: same, kind: 'identical', distance: 0 };
    const nearest = photo.analysis === null ? null : this.#nearest(photo.analysis, photo.sha256);
    if (photo.analysis === null || nearest === null) return { have: false, match: null, kind: null, distance: null };
    const distance = toDistance(nearest.cosine);
    const kind = (await this.#kind(photo.path, photo.bytes, photo.analysis, nearest.content)) ?? 'similar';
    if (kind === 'similar' && distance > threshold) return { have: false, match: null, kind: null, distance };
    const match = this.#store.photos.pathsOf(this.#store.photos.content(nearest.content).sha256)[0] ?? null;
    return { have: true, match, kind, distance };
  }

  #nearest({ vectors }: Analysis, sha256: string): { content: number; cosine: number } | null {
    const dimensions = this.#dimensions;
    const own = this.#store.photos.known(sha256);
    const count = this.#owners.length;
    const rows = vectors.map(({ vector }, at) => {
      toUnitRows(vector, dimensions, this.#vectors.subarray((count + at) * dimensions, (count + at + 1) * dimensions));
      return count + at;
    });
    let best: { content: number; cosine: number } | null = null;
    this.#owners.forEach((content, row) => {
      if (content === own) return;
      const cosine = bestCosine(this.#vectors, dimensions, rows, [row]);
      if (best === null || cosine > best.cosine) best = { content, cosine };
    });
    return best;
  }

  async #kind(path: string, bytes: number, analysis: Analysis, content: number) {
    const read = async () => (await readPhoto(path))?.bytes ?? null;
    return relate(await relatable(analysis, bytes, read), await this.#small.get(content));
  }
}
