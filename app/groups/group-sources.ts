/**
 * What groups are made of that no answer of a person changes: the photos that the rules let in, and which of them are near
 * each other. Of a large library it takes most of the time to read that.
 */
import type { Rules } from '../contract/contract.ts';
import { listsOf } from '../lessons/head-in-use.ts';
import type { Learned } from '../lessons/learned.ts';
import { nearPairs } from '../pairs/near-pairs.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import { includedPhotos, type IncludedFile } from './included-photos.ts';
import type { NearPairs } from './judged-pairs.ts';

/** A node is a place among the contents. */
export interface GroupSources {
  contents: readonly ContentRow[];
  /** Of each node. */
  files: readonly IncludedFile[][];
  /** Nodes, by content ids. */
  nodeOf: ReadonlyMap<number, number>;
  near: NearPairs;
  /** Nodes whose near photos are not found yet. */
  unlisted: number;
  /** The cosine of a near pair, whichever node is named first. */
  cosines: (a: number, b: number) => number | undefined;
}

/** @param learned under whose head photos are near; null for that of the encoder alone. */
export function groupSources(store: Store, rules: Rules, learned: Learned | null): GroupSources {
  const included = includedPhotos(store, rules);
  const contents = included.map(({ content }) => content);
  const nodeOf = new Map(contents.map(({ id }, node) => [id, node]));
  const { near, awaiting } = nearPairs(store.pairs.neighbours(listsOf(learned?.head ?? null)), nodeOf);
  return {
    contents,
    files: included.map(({ files }) => files),
    nodeOf,
    near,
    unlisted: awaiting,
    cosines: cosinesOf(near, nodeOf.size),
  };
}

/** Most verified pairs are near, and need no vectors then. */
function cosinesOf({ a, b, cosine }: NearPairs, count: number): GroupSources['cosines'] {
  const keyOf = (one: number, other: number) => Math.min(one, other) * count + Math.max(one, other);
  const known = new Map<number, number>();
  for (let pair = 0; pair < cosine.length; pair++) known.set(keyOf(a[pair] ?? 0, b[pair] ?? 0), cosine[pair] ?? 0);
  return (one, other) => known.get(keyOf(one, other));
}
