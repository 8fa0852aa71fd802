/**
 * Looks for photos that are part of others: crops too small for the encoder to place them near, photos on a page or in a
 * collage; and for those that show the same under a light in which the encoder does not place them near. Local features propose them, the verifier decides. Stopped at any moment, it keeps what it has seen.
 */
import pMap from 'p-map';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import type { Store } from '../store/store.ts';
import { verifierVersion } from '../vision/verify/verify.ts';
import { lookAt, type PairToLookAt } from './look-at-pairs.ts';
import { photosABatch, searchParts, type FoundPart, type PackedPhoto } from './part-search.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';
import { verifierThreads, type Verifier } from './verifier/verifier.ts';

/** Photos that are indexed at once: they take some 20 kB each. */
const indexedAtOnce = 8192;
/** How many wholes of a photo are looked at, and how many parts of one; of photos that are alike, the later ones count as wholes. */
const wholesAtMost = 4;
const partsAtMost = 12;
const pairsTogether = 64;

/** @returns whether there was anything to look for. */
export async function lookForParts(store: Store, verifier: Verifier, control: JobControl<ScanPhase>): Promise<boolean> {
  const words = shippedVocabulary().version;
  store.features.forgetGone();
  const unsearched = store.features.searched(words, false);
  if (unsearched.length === 0) return false;
  for (let from = 0; from < unsearched.length; from += indexedAtOnce) {
    const contents = unsearched.slice(from, from + indexedAtOnce);
    await control.proceed();
    if (control.signal.aborted) break;
    const ids = store.photos.contents().map(({ id }) => id);
    const photos = packedPhotos(ids, store);
    const others = store.features.searched(words, true);
    let batches = 0;
    const found = await control.aside(() =>
      searchParts(photos(contents), batchesOf(others, photos), control.signal, () => {
        const done = Math.min(
          contents.length,
          (contents.length * ++batches * photosABatch) / (contents.length + others.length),
        );
        control.progress('comparing', from + Math.floor(done), unsearched.length, 'parts');
      }),
    );
    if (found === null) break;
    if (!(await lookAtParts(likeliest(found, ids, store), store, verifier, control))) break;
    store.transaction(() => {
      store.features.setSearched(contents);
    });
  }
  return true;
}

/** @param ids contents by their hashes: places are nodes. @returns reads the features of contents. */
function packedPhotos(ids: readonly number[], store: Store): (contents: readonly number[]) => PackedPhoto[] {
  const nodeOf = new Map(ids.map((id, node) => [id, node]));
  return (contents) =>
    contents.flatMap((content) => {
      const [node, features] = [nodeOf.get(content), store.features.of(content)];
      return node === undefined || features === undefined ? [] : [{ node, features }];
    });
}

function* batchesOf(
  contents: readonly number[],
  photos: (contents: readonly number[]) => PackedPhoto[],
): Generator<PackedPhoto[]> {
  for (let at = 0; at < contents.length; at += photosABatch) yield photos(contents.slice(at, at + photosABatch));
}

/** The pairs that nobody has looked at, so many of each photo, the likeliest first. */
function likeliest(found: readonly FoundPart[], ids: readonly number[], store: Store): PairToLookAt[] {
  const pairs = new Map<string, PairToLookAt>();
  const sorted = [...found].sort((a, b) => b.score - a.score || a.part - b.part || a.whole - b.whole);
  for (const isAlike of [false, true]) {
    const [wholes, parts] = [new Map<number, number>(), new Map<number, number>()];
    for (const one of sorted) {
      if (one.isAlike !== isAlike) continue;
      const [part, whole] = [ids[one.part] ?? 0, ids[one.whole] ?? 0];
      const [ofPart, ofWhole] = [wholes.get(part) ?? 0, parts.get(whole) ?? 0];
      if (ofPart >= wholesAtMost || ofWhole >= partsAtMost) continue;
      if (store.pairs.isLooked(part, whole, verifierVersion)) continue;
      wholes.set(part, ofPart + 1);
      parts.set(whole, ofWhole + 1);
      const [a, b] = [Math.min(part, whole), Math.max(part, whole)];
      pairs.set(`${a} ${b}`, { a, b, isClose: true });
    }
  }
  return [...pairs.values()];
}

/** @returns false when it was stopped. */
async function lookAtParts(
  pairs: readonly PairToLookAt[],
  store: Store,
  verifier: Verifier,
  control: JobControl<ScanPhase>,
): Promise<boolean> {
  let done = 0;
  const look = async (some: readonly PairToLookAt[]) => {
    await control.proceed();
    if (control.signal.aborted) return;
    const { looks } = await control.aside(() => lookAt(some, store, verifier));
    store.transaction(() => {
      store.pairs.saveLooks(looks, verifierVersion);
    });
    done += some.length;
    control.progress('verifying', done, pairs.length, 'part-pairs');
  };
  const tasks = Array.from({ length: Math.ceil(pairs.length / pairsTogether) }, (_, at) =>
    pairs.slice(at * pairsTogether, (at + 1) * pairsTogether),
  );
  await pMap(tasks, look, { concurrency: verifierThreads + 1 });
  return !control.signal.aborted;
}
