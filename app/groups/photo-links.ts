/** What links the photos of the library: near pairs, what was verified, what a person said; seen through what was learned. */
import { collagesOf, type Collages } from './collages.ts';
import { toCosine, toDistance } from '../grouping/distance.ts';
import type { Evidence } from '../grouping/grouping.ts';
import { isCopy, type MatchKind } from '../grouping/kinds.ts';
import { isOtherShot, kindOfShots, occasion, secondsOf } from '../pairs/other-shot.ts';
import type { VerifiedPair } from '../store/pairs.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import { verifierVersion } from '../vision/verify/verify.ts';
import type { GroupSources } from './group-sources.ts';
import { asShipped, judgedPairs, judgedSame, type Joining } from './judged-pairs.ts';
import type { Learned } from '../lessons/learned.ts';
import { Observer } from '../lessons/observer.ts';

/** A verified pair of nodes. */
export interface LinkedPair {
  a: number;
  b: number;
  kind: MatchKind;
  isCopy: boolean;
  /** Copies that nothing goes in bulk for until they are proven. */
  awaitsProof: boolean;
  /** Of two copies the node that has more behind its first picture; null when neither has. */
  richer: number | null;
  cosine: number;
}

export interface Links extends Omit<Evidence, 'count' | 'verified'> {
  /** Pairs that are one picture: they are grouped at every threshold. */
  verified: LinkedPair[];
  /** Other frames of one occasion: two pictures, grouped only as far as they look alike. */
  bursts: LinkedPair[];
  joining: Joining;
  /** Photos whose near pairs are not found or not looked at yet. */
  awaiting: number;
  /** By nodes that are collages those that they show. */
  holds: Collages['holds'];
  /** L2 distance of two nodes, by the nearest of their views; 0 to 2. */
  distance: (a: number, b: number) => number;
}

/** @param learned null while nothing that was learned is in use. */
export function linksOf(
  store: Store,
  { contents, nodeOf, near, unlisted, cosines }: GroupSources,
  dimensions: number,
  learned: Learned | null,
): Links {
  const observer = new Observer(store, contents, dimensions, learned?.head.matrix ?? null);
  const unlooked = store.pairs.unlooked(verifierVersion).filter((content) => nodeOf.has(content)).length;
  const all = store.pairs.verified(proverVersion).flatMap((pair) => {
    const [shotA, shotB] = [pair.a, pair.b].map((id) => contents[nodeOf.get(id) ?? -1]);
    if (shotA === undefined || shotB === undefined) return [];
    return [{ ...pair, kind: kindOfShots(pair.kind, shotA, shotB) }];
  });
  const node = (id: number) => nodeOf.get(id) ?? -1;
  const parts = store.pairs.partsOfPages().map((one) => ({ ...one, part: node(one.part), whole: node(one.whole) }));
  const collages = collagesOf(
    parts.filter(({ part, whole }) => part >= 0 && whole >= 0),
    all.map(({ a, b }) => ({ a: node(a), b: node(b) })),
  );
  const pictures = all.filter(({ a, b, kind }) => kind !== 'burst' && !collages.isLeftOut({ a: node(a), b: node(b) }));
  const { verified, verifiedFrom } =
    learned === null
      ? { verified: pictures, verifiedFrom: asShipped.verifiedFrom }
      : judgedSame(pictures, observer, learned.judge);
  const linked = ({ a: idA, b: idB, kind, awaitsProof, richer: richerId }: VerifiedPair): LinkedPair => {
    const [a, b] = [nodeOf.get(idA) ?? 0, nodeOf.get(idB) ?? 0];
    const richer = richerId === null ? null : richerId === idA ? a : b;
    const cosine = cosines(a, b) ?? toCosine(observer.distance(idA, idB));
    return { a, b, kind, isCopy: isCopy(kind), awaitsProof, richer, cosine };
  };
  const judged =
    learned === null
      ? { near, strictness: asShipped.strictness }
      : judgedPairs(near, contents, observer, learned, picturesSizes(verified, nodeOf));
  return {
    ...judgedNodes(store, contents),
    holds: collages.holds,
    near: judged.near,
    joining: { verifiedFrom, strictness: judged.strictness },
    verified: verified.map(linked),
    bursts: [...all.filter(({ kind }) => kind === 'burst').map(linked), ...nearShots(near, contents)],
    awaiting: unlisted + unlooked,
    distance: (a, b) => {
      if (a === b) return 0;
      const near = cosines(a, b);
      return near === undefined ? observer.distance(contents[a]?.id ?? 0, contents[b]?.id ?? 0) : toDistance(near);
    },
  };
}

/** Of each node how many photos were verified as one picture with it, itself included. */
function picturesSizes(verified: readonly { a: number; b: number }[], nodeOf: ReadonlyMap<number, number>): Int32Array {
  const sizes = new Int32Array(nodeOf.size).fill(1);
  for (const id of verified.flatMap(({ a, b }) => [a, b])) {
    const node = nodeOf.get(id) ?? 0;
    sizes[node] = (sizes[node] ?? 0) + 1;
  }
  return sizes;
}

/** Near pairs that are shots of one occasion. Of millions of pairs few are of one moment: times are read once a photo. */
function nearShots({ a, b, cosine }: Links['near'], contents: readonly ContentRow[]): LinkedPair[] {
  const taken = Float64Array.from(contents, ({ takenAt }) => (takenAt === null ? NaN : secondsOf(takenAt)));
  const shots: LinkedPair[] = [];
  for (let pair = 0; pair < cosine.length; pair++) {
    const [one, other] = [a[pair] ?? 0, b[pair] ?? 0];
    if (!(Math.abs((taken[one] ?? NaN) - (taken[other] ?? NaN)) <= occasion)) continue;
    if (!isOtherShot(contents[one] as ContentRow, contents[other] as ContentRow)) continue;
    const common = { kind: 'burst', isCopy: false, awaitsProof: false, richer: null } as const;
    shots.push({ a: one, b: other, ...common, cosine: cosine[pair] ?? 0 });
  }
  return shots;
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
