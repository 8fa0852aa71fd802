/**
 * Looks at the near pairs that nobody has looked at yet, a few photos at a time. What was seen is saved at once, so
 * that a scan that is stopped goes on where it was; a rescan looks at nothing twice.
 */
import pMap from 'p-map';
import type { Neighbours } from '../store/pairs.ts';
import type { Store } from '../store/store.ts';
import { verifierVersion } from '../vision/verify/verify.ts';
import { expectedAfter } from '../jobs/scan-steps.ts';
import { candidatesOf, likelyPartners, scoreOf } from './candidates.ts';
import { lookAt, type PairToLookAt } from './look-at-pairs.ts';
import { lookingOrder } from './looking-order.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';
import type { JobControl } from '../jobs/queue.ts';
import { photosInView } from './verifier/photos-in-view.ts';
import { verifierThreads, type Verifier } from './verifier/verifier.ts';
import type { ScanPhase } from '../jobs/phases.ts';

/** Photos whose candidates make one task, and the pairs after which a task is full all the same. */
const photosTogether = 16;
const pairsTogether = 96;
/** More than there are threads, so that photos of the next tasks are seen while pairs of others are looked at. */
const tasksAtOnce = verifierThreads * 2;

interface Task {
  photos: number[];
  /** Those of the photos whose local features are not kept yet. */
  pack: number[];
  pairs: PairToLookAt[];
}

/** @returns whether there was anything to look at. */
export async function verifyPairs(store: Store, verifier: Verifier, control: JobControl<ScanPhase>): Promise<boolean> {
  const unlooked = new Set(store.pairs.unlooked(verifierVersion));
  const words = shippedVocabulary().version;
  const unpacked = new Set(store.features.missing(words));
  if (unlooked.size === 0 && unpacked.size === 0) return false;
  const lists = store.pairs.neighbours();
  // By content hash, so that the order is the same in every library.
  const ids = store.photos.contents().map(({ id }) => id);
  const wanted = likeliestFirst(
    ids.filter((id) => unlooked.has(id) || unpacked.has(id)),
    lists,
  );
  const backgrounds = store.vectors.backgrounds();
  control.expect(expectedAfter(...probablyOne(wanted, lists, backgrounds)));
  const order = lookingOrder(wanted, partnersIn(lists, backgrounds), photosInView);
  let done = 0;
  control.progress('verifying', done, wanted.length);
  const look = async ({ photos, pairs, pack }: Task) => {
    await control.proceed();
    if (control.signal.aborted) return;
    // Looking writes nothing: whatever is more urgent need not wait for it.
    const { looks, features } = await control.aside(() => lookAt(pairs, store, verifier, pack));
    store.transaction(() => {
      store.pairs.saveLooks(looks, verifierVersion);
      store.features.save(features, words);
      // Another job may have found new near photos of some: those are looked at again.
      store.pairs.setLooked(
        photos.filter((photo) => store.pairs.hasList(photo, lists.get(photo))),
        verifierVersion,
      );
    });
    done += photos.length;
    control.progress('verifying', done, wanted.length);
  };
  await pMap(tasks(order, lists, store, { unlooked, unpacked, backgrounds }), look, { concurrency: tasksAtOnce });
  return true;
}

/** Copies are nearest: what a person waits for most is seen first. */
function likeliestFirst(contents: readonly number[], lists: ReadonlyMap<number, Neighbours>): number[] {
  const nearest = (content: number) => lists.get(content)?.cosines[0] ?? -1;
  return contents.toSorted((a, b) => nearest(b) - nearest(a));
}

/** Score from which two photos are probably one picture, and how many a photo has of those: for the time left, and for nothing else. */
const probable = 0.2;
const mostOfAPhoto = 10;

/** @returns how many pairs are probably one picture, and how many photos are in them. */
function probablyOne(
  contents: readonly number[],
  lists: ReadonlyMap<number, Neighbours>,
  backgrounds: ReadonlyMap<number, number>,
): [number, number] {
  const photos = new Set<number>();
  let listed = 0;
  for (const content of contents) {
    const list = lists.get(content);
    const own = backgrounds.get(content) ?? 0;
    list?.contents.subarray(0, mostOfAPhoto).forEach((other, at) => {
      if (scoreOf(list.cosines[at] ?? 0, own, backgrounds.get(other) ?? 0) < probable) return;
      listed++;
      photos.add(content).add(other);
    });
  }
  // Either photo of a pair lists the other, as a rule.
  return [listed / 2, photos.size];
}

function partnersIn(
  lists: ReadonlyMap<number, Neighbours>,
  backgrounds: ReadonlyMap<number, number>,
): (content: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (content) => {
    const before = known.get(content);
    if (before !== undefined) return before;
    const list = lists.get(content);
    const found = list === undefined ? [] : likelyPartners(backgrounds.get(content) ?? 0, list, backgrounds);
    known.set(content, found);
    return found;
  };
}

/** Whole photos, with those of their candidates that no photo before them has and nobody has looked at. */
function* tasks(
  order: Iterable<number>,
  lists: ReadonlyMap<number, Neighbours>,
  store: Store,
  {
    unlooked,
    unpacked,
    backgrounds,
  }: {
    unlooked: ReadonlySet<number>;
    unpacked: ReadonlySet<number>;
    backgrounds: ReadonlyMap<number, number>;
  },
): Generator<Task> {
  const sketches = store.photos.sketches();
  const before = new Set<number>();
  let task: Task = { photos: [], pack: [], pairs: [] };
  const candidates = (content: number) => {
    const list = lists.get(content);
    return list === undefined ? [] : candidatesOf(content, list, sketches, backgrounds);
  };
  for (const content of order) {
    for (const { content: other, isClose } of unlooked.has(content) ? candidates(content) : []) {
      const theirs = before.has(other) ? candidates(other).find((one) => one.content === content) : undefined;
      if (theirs !== undefined && theirs.isClose >= isClose) continue;
      if (store.pairs.isLooked(content, other, verifierVersion)) continue;
      task.pairs.push({ a: Math.min(content, other), b: Math.max(content, other), isClose });
    }
    before.add(content);
    task.photos.push(content);
    if (unpacked.has(content)) task.pack.push(content);
    if (task.photos.length < photosTogether && task.pairs.length < pairsTogether) continue;
    yield task;
    task = { photos: [], pack: [], pairs: [] };
  }
  if (task.photos.length > 0) yield task;
}
