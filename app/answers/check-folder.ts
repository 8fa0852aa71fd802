/** "Do I already have these?": the photos of a folder against the library, without adding them to it. */
import type { Output } from '../contract/contract.ts';
import { walk } from '../files/walk.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { readPhoto } from '../files/read-photo.ts';
import { kindOrder, type MatchKind } from '../grouping/kinds.ts';
import type { Analysis } from '../scan/analyse.ts';
import { closeLookFloor, closeLooks } from '../pairs/candidates.ts';
import { proofsOf } from '../pairs/pixel-proofs.ts';
import { readPhotos, type ReadResult } from '../scan/read-photos.ts';
import { haveSamePixels } from '../pairs/same-pixels.ts';
import { digestsOf, Provables, thumbnailOf } from '../pairs/provable-photos.ts';
import type { Decoders } from '../decoding/decoders.ts';
import type { Verifier } from '../pairs/verifier.ts';
import type { PhotoFacts } from '../pairs/visible-photo.ts';
import type { Store } from '../store/store.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';

type Checked = Output<'check'>['files'][number];

/** @throws PersonError when the folder cannot be read. */
export async function checkFolder(
  folder: string,
  threshold: number,
  {
    store,
    model,
    encoder,
    verifier,
    decoders,
  }: { store: Store; model: Model; encoder: Encoder; verifier: Verifier; decoders: Decoders },
): Promise<Output<'check'>> {
  const library = new Nearest(store, verifier, decoders, model.output.dimensions);
  const { photos, problems } = await walk(folder);
  const files: Checked[] = [];
  const unreadable = [...problems];
  const take = async (result: ReadResult) => {
    if ('gone' in result) return;
    if ('problem' in result) unreadable.push({ path: result.path, reason: result.problem });
    else
      files.push({
        path: result.path,
        ...(await library.find(result, identities.get(result.path) ?? null, threshold)),
      });
  };
  // A photo of the folder that the library holds as well, under whatever name, is no match for itself: it is compared
  // with the others.
  const identities = new Map(photos.map(({ path, identity }) => [path, identity]));
  const asked = new Set([...identities].flat());
  const known = (sha256: string) => {
    const files = store.photos.filesOf(sha256);
    return files.length > 1 || files.some(({ path, identity }) => !asked.has(path) && !asked.has(identity ?? path));
  };
  await readPhotos([...identities.keys()], { encoder, decoders, model, known }, {}, take);
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: files.sort(byPath), unreadable: unreadable.sort(byPath) };
}

interface Near {
  content: number;
  cosine: number;
}

/** The library's vectors, searched photo by photo. */
class Nearest {
  readonly #store: Store;
  readonly #verifier: Verifier;
  readonly #decoders: Decoders;
  readonly #provables: Provables;
  readonly #dimensions: number;
  readonly #owners: number[];
  readonly #vectors: Float32Array;

  constructor(store: Store, verifier: Verifier, decoders: Decoders, dimensions: number) {
    const { owners, vectors } = store.vectors.load();
    this.#store = store;
    this.#verifier = verifier;
    this.#decoders = decoders;
    this.#provables = new Provables(store, decoders);
    this.#dimensions = dimensions;
    this.#owners = owners;
    this.#vectors = new Float32Array(vectors.length + 2 * dimensions);
    toUnitRows(vectors, dimensions, this.#vectors.subarray(0, vectors.length));
  }

  /** @param identity which file it is: the same one under another name is no second one. */
  async find(
    photo: Extract<ReadResult, { sha256: string }>,
    identity: string | null,
    threshold: number,
  ): Promise<Omit<Checked, 'path'>> {
    const same = this.#store.photos
      .filesOf(photo.sha256)
      .find((file) => file.path !== photo.path && (identity === null || file.identity !== identity));
    if (same !== undefined) return { have: true, match: same.path, kind: 'identical', distance: 0 };
    const near = photo.analysis === null ? [] : this.#nearest(photo.analysis, photo.sha256);
    const [first] = near;
    if (photo.analysis === null || first === undefined) return { have: false, match: null, kind: null, distance: null };
    const verified = await this.#verified(photo, photo.analysis, near);
    const best = verified ?? { ...first, kind: 'similar' as const };
    const distance = toDistance(best.cosine);
    if (best.kind === 'similar' && distance > threshold) return { have: false, match: null, kind: null, distance };
    const match = this.#store.photos.pathsOf(this.#store.photos.content(best.content).sha256)[0] ?? null;
    return { have: true, match, kind: best.kind, distance };
  }

  /** The nearest photos, the nearest first: one at least, and what is near enough to be looked at. */
  #nearest({ vectors }: Analysis, sha256: string): Near[] {
    const dimensions = this.#dimensions;
    const own = this.#store.photos.known(sha256);
    const count = this.#owners.length;
    const rows = vectors.map(({ vector }, at) => {
      toUnitRows(vector, dimensions, this.#vectors.subarray((count + at) * dimensions, (count + at + 1) * dimensions));
      return count + at;
    });
    const nearest = new Map<number, number>();
    this.#owners.forEach((content, row) => {
      if (content === own) return;
      const cosine = bestCosine(this.#vectors, dimensions, rows, [row]);
      if (cosine > (nearest.get(content) ?? -Infinity)) nearest.set(content, cosine);
    });
    return [...nearest]
      .map(([content, cosine]) => ({ content, cosine }))
      .sort((a, b) => b.cosine - a.cosine || a.content - b.content)
      .filter(({ cosine }, at) => at === 0 || (at < closeLooks && cosine >= closeLookFloor));
  }

  /** What claims most of those near photos with which something was verified; of equals the nearest. */
  async #verified(
    { path, sha256, bytes }: { path: string; sha256: string; bytes: number },
    analysis: Analysis,
    near: readonly Near[],
  ): Promise<(Near & { kind: MatchKind }) | null> {
    const contents = near.map(({ content }) => this.#store.photos.content(content));
    const relations = await this.#verifier.relate({
      photos: [
        { ...toFacts(analysis), sha256, thumbnail: analysis.thumbnail },
        ...contents.map((content) => ({
          ...toFacts(content),
          sha256: content.sha256,
          thumbnail: thumbnailOf(this.#store, content),
        })),
      ],
      pairs: near.map((_, at) => ({ a: 0, b: at + 1, isClose: true })),
    });
    const read = async () => (await readPhoto(path))?.bytes ?? null;
    const provable = {
      ...analysis,
      isOwnThumbnail: analysis.thumbnail.length === bytes,
      proofs: proofsOf(read, analysis.orientation, () =>
        digestsOf(this.#decoders, { sha256, paths: [path] }, analysis.orientation),
      ),
    };
    let best: (Near & { kind: MatchKind }) | null = null;
    for (const [at, one] of near.entries()) {
      const found = relations[at]?.kind;
      if (found === undefined) continue;
      const isSame = found === 'resized' && (await haveSamePixels(provable, this.#provables.get(one.content)));
      const kind = isSame ? 'same-pixels' : found;
      if (best === null || kindOrder.indexOf(kind) < kindOrder.indexOf(best.kind)) best = { ...one, kind };
    }
    return best;
  }
}

/** What the verifier must know of a photo beside its thumbnail. */
function toFacts({ format, width, height, orientation, pages, alpha }: Omit<PhotoFacts, 'thumbnail'>) {
  return { format, width, height, orientation, pages, alpha };
}
