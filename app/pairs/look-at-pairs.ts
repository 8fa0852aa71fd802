/** What the verifier sees in pairs of the library. */
import type { Look } from '../store/pairs.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import type { Relation } from '../vision/verify/relation.ts';
import { verifierVersion } from '../vision/verify/verify.ts';
import { thumbnailOf } from './thumbnail-of.ts';
import type { Verifier } from './verifier/verifier.ts';
import { toFacts } from './verifier/visible-photo.ts';

export interface PairToLookAt {
  /** Content ids, a < b. */
  a: number;
  b: number;
  /** Whether to look for edits and crops as well as for copies. */
  isClose: boolean;
}

/** Pairs that are looked at before they are saved. */
const together = 64;

/**
 * How two photos of the library lie on each other, from the first one's point of view; what is verified is not kept.
 * @param a, b content hashes.
 * @returns null when nothing is verified, or one of them is no longer known.
 */
export async function relationOfContents(
  a: string,
  b: string,
  store: Store,
  verifier: Verifier,
): Promise<Relation | null> {
  const contents = [store.photos.contentOf(a), store.photos.contentOf(b)].filter((one) => one !== undefined);
  if (contents.length < 2 || a === b) return null;
  const photos = contents.map((content) => asSeen(content, store));
  const [relation = null] = await verifier.relate({ photos, pairs: [{ a: 0, b: 1, isClose: true }] });
  return relation;
}

function asSeen(content: ContentRow, store: Store) {
  return { sha256: content.sha256, ...toFacts(content), thumbnail: thumbnailOf(store, content) };
}

/** Looks closely at those of these pairs that nobody has looked at yet. @param pairs content ids, in any order. */
export async function lookAtPairs(
  pairs: readonly { a: number; b: number }[],
  store: Store,
  verifier: Verifier,
  { signal, progress }: { signal: AbortSignal; progress: (done: number, total: number) => void },
): Promise<void> {
  const open = pairs
    .filter(({ a, b }) => !store.pairs.isLooked(a, b, verifierVersion))
    .map(({ a, b }) => ({ a: Math.min(a, b), b: Math.max(a, b), isClose: true }));
  for (let done = 0; done < open.length && !signal.aborted; done += together) {
    progress(done, open.length);
    const { looks } = await lookAt(open.slice(done, done + together), store, verifier);
    store.transaction(() => store.pairs.saveLooks(looks, verifierVersion));
  }
}

export interface SeenPairs {
  looks: Look[];
  /** Local features of photos, as they are kept. */
  features: { content: number; features: Uint8Array }[];
}

/**
 * @param pack contents whose local features are wanted as well.
 * @returns what was seen; a glance at a pair that are no copies is no look.
 */
export async function lookAt(
  pairs: readonly PairToLookAt[],
  store: Store,
  verifier: Verifier,
  pack: readonly number[] = [],
): Promise<SeenPairs> {
  if (pairs.length === 0 && pack.length === 0) return { looks: [], features: [] };
  const ids = [...new Set([...pairs.flatMap(({ a, b }) => [a, b]), ...pack])];
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const photos = ids.map((id) => asSeen(store.photos.content(id), store));
  const { relations, features } = await verifier.look({
    photos,
    pairs: pairs.map(({ a, b, isClose }) => ({ a: placeOf.get(a) ?? 0, b: placeOf.get(b) ?? 0, isClose })),
    pack: pack.map((id) => placeOf.get(id) ?? 0),
  });
  const looks: Look[] = [];
  for (const [at, { a, b, isClose }] of pairs.entries()) {
    const { kind = null, ...relation } = relations[at] ?? {};
    // A glance that found nothing is no look: the pair may come to deserve one.
    if (kind === null && !isClose) continue;
    looks.push({ a, b, kind, relation: kind === null ? null : relation });
  }
  const packed = pack.flatMap((content, at) => {
    const blob = features[at];
    return blob === undefined ? [] : [{ content, features: blob }];
  });
  return { looks, features: packed };
}
