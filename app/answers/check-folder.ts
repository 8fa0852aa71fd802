/** "Do I already have these?": the photos of a folder against the library, without adding them to it. */
import type { CheckedFile, CheckReport, CheckState, UnreadableFile } from '../contract/contract.ts';
import { CheckState as State, There } from '../contract/values.ts';
import { walk, type FoundCompanion } from '../files/walk.ts';
import { storedRules } from '../groups/library-rules.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { isCopy, type MatchKind } from '../grouping/kinds.ts';
import { kindOfShots } from '../pairs/other-shot.ts';
import { backgroundOf, type Analysis } from '../scan/analyse.ts';
import { closest } from '../pairs/candidates.ts';
import { cosineFloor, neighbourLimit } from '../pairs/near-lists.ts';
import { readPhotos, type ReadResult } from '../scan/read-photos.ts';
import type { Decoders } from '../decoding/decoders.ts';
import { provenFrom } from '../pairs/prove-copies.ts';
import { thumbnailOf } from '../pairs/thumbnail-of.ts';
import type { Verifier } from '../pairs/verifier/verifier.ts';
import { toFacts } from '../pairs/verifier/visible-photo.ts';
import type { Store } from '../store/store.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { copyThere, type Sized } from './copy-there.ts';

/** A photo of the folder, with what is needed to copy it and to show it. */
export interface CheckedPhoto extends CheckedFile {
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
  /** `YYYY-MM-DDTHH:MM:SS`, or null. */
  takenAt: string | null;
  companions: readonly FoundCompanion[];
  /** JPEG, of what the library does not hold itself. */
  thumbnail: Uint8Array | null;
}

export interface CheckedFolder {
  folder: string;
  /** In the order of their paths. */
  photos: CheckedPhoto[];
  unreadable: UnreadableFile[];
}

export interface CheckTools {
  store: Store;
  model: Model;
  encoder: () => Promise<Encoder>;
  verifier: Verifier;
  decoders: Decoders;
}

export function stateOf({ there }: Pick<CheckedFile, 'there'>): CheckState {
  return there ?? 'nothing';
}

/** @throws PersonError when the folder cannot be read. */
export async function checkFolder(
  folder: string,
  threshold: number,
  { store, model, encoder, verifier, decoders }: CheckTools,
  control: JobControl<ScanPhase>,
): Promise<CheckedFolder> {
  const { signal, proceed, step, progress } = control;
  progress('looking', 0, 0);
  const { videos } = storedRules(store);
  const { photos, problems, companions } = await walk(folder, {
    signal,
    videos,
    proceed,
    onFound: (count) => progress('looking', count, 0),
  });
  const library = new Nearest(store, verifier, decoders, model.output.dimensions);
  const checked: CheckedPhoto[] = [];
  const unreadable = [...problems];
  const byPathOf = new Map(photos.map((photo) => [photo.path, photo]));
  let done = 0;
  const take = async (result: ReadResult) => {
    progress('reading', ++done, photos.length);
    if ('gone' in result) return;
    if ('problem' in result) {
      unreadable.push({ path: result.path, reason: result.problem });
      return;
    }
    const { path, sha256, bytes, analysis } = result;
    const found = byPathOf.get(path);
    const known = store.photos.known(sha256);
    checked.push({
      path,
      sha256,
      bytes,
      modified: found?.modified ?? 0,
      takenAt: analysis?.takenAt ?? (known === undefined ? null : store.photos.content(known).takenAt),
      companions: companions.get(path) ?? [],
      thumbnail: known === undefined ? (analysis?.thumbnail ?? null) : null,
      ...(await library.find(result, found?.identity ?? null, threshold)),
    });
  };
  // A photo of the folder that the library holds as well, under whatever name, is no match for itself: it is compared
  // with the others.
  const asked = new Set(photos.flatMap(({ path, identity }) => [path, identity]));
  const known = (sha256: string) => {
    const files = store.photos.filesOf(sha256);
    return files.length > 1 || files.some(({ path, identity }) => !asked.has(path) && !asked.has(identity ?? path));
  };
  progress('reading', 0, photos.length);
  await readPhotos(
    [...byPathOf.keys()],
    { encoder: encoder(), decoders, model, known, videos },
    { signal, step },
    take,
  );
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { folder, photos: checked.sort(byPath), unreadable: unreadable.sort(byPath) };
}

export function reportOf({ photos, unreadable }: CheckedFolder, interrupted: boolean): CheckReport {
  const count = (state: CheckState) => photos.filter((photo) => stateOf(photo) === state).length;
  const states = Object.fromEntries(State.options.map((state) => [state, count(state)])) as Record<CheckState, number>;
  return { checked: photos.length, states, unreadable: unreadable.length, interrupted };
}

interface Near {
  content: number;
  cosine: number;
}

/** A near photo with what was verified of it. */
interface Found extends Near {
  kind: MatchKind;
  there: There;
}

const nothing = { have: false, match: null, matchSha256: null, there: null, kind: null } as const;

/** A photo has three vectors at most. */
const mostViews = 3;

/** The library's vectors, searched photo by photo. */
class Nearest {
  readonly #store: Store;
  readonly #verifier: Verifier;
  readonly #decoders: Decoders;
  readonly #dimensions: number;
  readonly #owners: number[];
  readonly #vectors: Float32Array;
  readonly #backgrounds: Map<number, number>;

  constructor(store: Store, verifier: Verifier, decoders: Decoders, dimensions: number) {
    const { owners, vectors } = store.vectors.load();
    this.#store = store;
    this.#verifier = verifier;
    this.#decoders = decoders;
    this.#dimensions = dimensions;
    this.#owners = owners;
    this.#backgrounds = store.vectors.backgrounds();
    this.#vectors = new Float32Array(vectors.length + mostViews * dimensions);
    toUnitRows(vectors, dimensions, this.#vectors.subarray(0, vectors.length));
  }

  /** @param identity which file it is: the same one under another name is no second one. */
  async find(
    photo: Extract<ReadResult, { sha256: string }>,
    identity: string | null,
    threshold: number,
  ): Promise<Omit<CheckedFile, 'path' | 'sha256'>> {
    const same = this.#store.photos
      .filesOf(photo.sha256)
      .find((file) => file.path !== photo.path && (identity === null || file.identity !== identity));
    if (same !== undefined)
      return {
        have: true,
        match: same.path,
        matchSha256: photo.sha256,
        there: 'copy',
        kind: 'identical',
        distance: 0,
      };
    const near =
      photo.analysis === null || photo.analysis.vectors.length === 0 ? [] : this.#nearest(photo.analysis, photo.sha256);
    const [first] = near;
    if (photo.analysis === null || first === undefined) return { ...nothing, distance: null };
    const verified = await this.#verified(photo, photo.analysis, near);
    const best = verified ?? { ...first, kind: 'similar' as const, there: 'similar' as const };
    const { kind, there } = best;
    const distance = toDistance(best.cosine);
    if (there === 'similar' && distance > threshold) return { ...nothing, distance };
    const { sha256 } = this.#store.photos.content(best.content);
    const match = this.#store.photos.pathsOf(sha256)[0] ?? null;
    return { have: there === 'copy', match, matchSha256: sha256, there, kind, distance };
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
    const near = [...nearest]
      .map(([content, cosine]) => ({ content, cosine }))
      .sort((a, b) => b.cosine - a.cosine || a.content - b.content)
      .filter(({ cosine }, at) => at === 0 || (at < neighbourLimit && cosine >= cosineFloor));
    const list = {
      contents: Int32Array.from(near, ({ content }) => content),
      cosines: Float32Array.from(near, ({ cosine }) => cosine),
    };
    const close = new Set(closest(backgroundOf(vectors), list, this.#backgrounds));
    return near.filter((_, at) => at === 0 || close.has(at));
  }

  /** What claims most of those near photos with which something was verified; of equals the nearest. */
  async #verified(
    { path, sha256 }: { path: string; sha256: string },
    analysis: Analysis,
    near: readonly Near[],
  ): Promise<Found | null> {
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
    let best: Found | null = null;
    for (const [at, one] of near.entries()) {
      // Nothing claims more, and each proof reads both files.
      if (best?.there === 'copy') break;
      const [found, content] = [relations[at]?.kind, contents[at]];
      if (found === undefined || content === undefined) continue;
      const held = { ...content, paths: this.#store.photos.pathsOf(content.sha256) };
      const told = await this.#told({ ...analysis, sha256, paths: [path] }, held, found);
      if (best === null || rankOf(told.there) < rankOf(best.there)) best = { ...one, ...told };
    }
    return best;
  }

  /** What looks like a copy is proven from the files; what is out of reach is similar at most. */
  async #told(asked: Sized, held: Sized, found: MatchKind): Promise<Pick<Found, 'kind' | 'there'>> {
    const noCopy = (kind: MatchKind) => {
      const told = kindOfShots(kind, asked, held);
      return { kind: told, there: thereOf(told) };
    };
    if (found !== 'resized') return noCopy(found);
    const proof = await provenFrom(this.#decoders, asked, held);
    const kind = proof?.kind ?? 'similar';
    if (proof === null || !isCopy(kind)) return noCopy(kind);
    return { kind, there: await copyThere(asked, held, proof, this.#decoders) };
  }
}

function rankOf(there: There): number {
  return There.options.indexOf(there);
}

/** An edit or a crop, or less: other frames of an occasion are similar. */
function thereOf(kind: MatchKind): There {
  return kind === 'edited' || kind === 'cropped' ? 'edited' : 'similar';
}
