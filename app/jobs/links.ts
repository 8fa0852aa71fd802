/** What links the photos of the library: near pairs, what was verified, what a person said; seen through what was learned. */
import { bestCosine, toCosine, toUnitRows } from '../grouping/distance.ts';
import type { Evidence } from '../grouping/groups.ts';
import { isCopy, type MatchKind } from '../grouping/kinds.ts';
import type { Judge } from '../learning/judge.ts';
import type { StoredHead } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import { verifierVersion } from '../vision/verify.ts';
import { listsOf } from './head.ts';
import { judgedPairs, judgedSame } from './judged.ts';
import { nearPairs } from './near-pairs.ts';
import { Observer } from './observer.ts';

/** A head and a judge that were learned together. */
export interface Learned {
  head: StoredHead;
  judge: Judge;
  /** The shipped judge, in whose distances the learned one is told. */
  prior: Judge;
}

export interface Links extends Omit<Evidence, 'count' | 'verified'> {
  verified: { a: number; b: number; kind: MatchKind; isCopy: boolean; cosine: number }[];
  /** Photos whose near pairs are not found or not looked at yet. */
  awaiting: number;
  /** Cosine of two nodes, by the nearest of their views. */
  cosine: (a: number, b: number) => number;
}

/**
 * @param contents those that are grouped; a node is a place among them.
 * @param learned null while nothing that was learned is in use.
 */
export function linksOf(
  store: Store,
  contents: readonly { id: number; sha256: string }[],
  dimensions: number,
  learned: Learned | null,
): Links {
  const nodeOf = new Map(contents.map(({ id }, node) => [id, node]));
  const observer = learned === null ? null : new Observer(store, dimensions, learned.head.matrix);
  const idOf = (node: number) => contents[node]?.id ?? 0;
  const between =
    observer === null
      ? storedCosines(store, nodeOf, dimensions)
      : (a: number, b: number) => toCosine(observer.distance(idOf(a), idOf(b)));
  const cosine = (a: number, b: number) => (a === b ? 1 : between(a, b));

  const { near, awaiting } = nearPairs(store.pairs.neighbours(listsOf(learned?.head ?? null)), nodeOf);
  const unlooked = store.pairs.unlooked(verifierVersion).filter((content) => nodeOf.has(content)).length;
  const all = store.pairs.verified().filter(({ a, b }) => nodeOf.has(a) && nodeOf.has(b));
  const verified = learned === null || observer === null ? all : judgedSame(all, observer, learned.judge);
  return {
    ...judgedNodes(store, contents),
    near:
      learned === null || observer === null
        ? near
        : judgedPairs(near, contents, observer, learned.judge, learned.prior),
    verified: verified.map(({ a: idA, b: idB, kind }) => {
      const [a, b] = [nodeOf.get(idA) ?? 0, nodeOf.get(idB) ?? 0];
      return { a, b, kind, isCopy: isCopy(kind), cosine: cosine(a, b) };
    }),
    awaiting: awaiting + unlooked,
    cosine,
  };
}

/** What a person said of photos that are grouped. */
function judgedNodes(store: Store, contents: readonly { sha256: string }[]) {
  const nodeOfHash = new Map(contents.map(({ sha256 }, node) => [sha256, node]));
  const judged = store.judgements.all().flatMap(({ a, b, verdict }) => {
    const [nodeA, nodeB] = [nodeOfHash.get(a), nodeOfHash.get(b)];
    return nodeA === undefined || nodeB === undefined ? [] : [{ pair: [nodeA, nodeB] as const, verdict }];
  });
  return {
    same: judged.filter(({ verdict }) => verdict === 'same').map(({ pair }) => pair),
    different: judged.filter(({ verdict }) => verdict === 'different').map(({ pair }) => pair),
  };
}

/** All vectors are read at once: then a pair costs no more than its product. */
function storedCosines(store: Store, nodeOf: ReadonlyMap<number, number>, dimensions: number) {
  const stored = store.vectors.load();
  const vectors = new Float32Array(stored.vectors.length);
  toUnitRows(stored.vectors, dimensions, vectors);
  const rows = Array.from({ length: nodeOf.size }, (): number[] => []);
  stored.owners.forEach((id, row) => rows[nodeOf.get(id) ?? -1]?.push(row));
  return (a: number, b: number) => bestCosine(vectors, dimensions, rows[a] ?? [], rows[b] ?? []);
}
