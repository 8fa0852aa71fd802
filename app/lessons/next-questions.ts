/** The next questions: of the library's near pairs those whose answers would teach most. */
import type { PairPhoto, Question } from '../contract/contract.ts';
import { toDistance } from '../grouping/distance.ts';
import { isCopy } from '../grouping/kinds.ts';
import { evidenceRows, isVerified } from '../learning/judge/evidence.ts';
import { Judge, JudgeState, type JudgePrior } from '../learning/judge/judge.ts';
import { suggest } from '../learning/questions/suggest.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/encoder/model.ts';
import { answeredPairs } from './answered-pairs.ts';
import { drawChanged, joinedBy } from './draw-changed.ts';
import { headInUse, listsOf } from './head-in-use.ts';
import { Observer } from './observer.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

/** Of a photo's near pairs so many are worth a question: those beyond are alike in the same way, or not at all. */
const nearest = 8;
/** Beyond this distance two photos have nothing in common that a person would be asked about. */
const farthest = 1.1;
/** In a large library questions are picked among as many pairs, those that are least certain. */
const considered = 20_000;

/** One question of so many is drawn by chance from what would change. */
const drawnEach = 3;

interface Pair {
  a: number;
  b: number;
  distance: number;
}

/** @param count how many at most. @returns the most useful first; never a pair that was answered, skipped or is a copy. */
export function nextQuestions(
  store: Store,
  { output: { dimensions }, threshold }: Pick<Model, 'output' | 'threshold'>,
  prior: JudgePrior,
  count: number,
): Question[] {
  const head = headInUse(store);
  const contents = store.photos.contents();
  const observer = new Observer(store, contents, dimensions, head?.matrix ?? null);
  const answered = answeredPairs(store);
  const judge = Judge.adapted(
    prior,
    answered.map(({ a, b, same }) => ({ pair: observer.observe(a, b), same })),
  );
  const pairs = askablePairs(store, contents, listsOf(head), observer);
  const rows = evidenceRows(pairs.map(({ a, b, distance }) => observer.observe(a, b, distance)));
  const probabilities = judge.probabilities(rows);
  const uncertain = [...pairs.keys()]
    .sort((x, y) => Math.abs((probabilities[x] ?? 0) - 0.5) - Math.abs((probabilities[y] ?? 0) - 0.5) || x - y)
    .slice(0, considered)
    .sort((x, y) => x - y);
  const size = judge.weights.length;
  const kept = new Float64Array(uncertain.length * size);
  uncertain.forEach((pair, at) => kept.set(rows.subarray(pair * size, (pair + 1) * size), at * size));
  const pairOf = (at: number) => pairs[uncertain[at] ?? 0] as Pair;
  const verified = uncertain.map((_, at) => Number(observer.seen(pairOf(at).a, pairOf(at).b) !== undefined));
  const picked = suggest(
    judge,
    {
      a: uncertain.map((_, at) => pairOf(at).a),
      b: uncertain.map((_, at) => pairOf(at).b),
      rows: kept,
      opinions: [verified],
      asked: () => false,
    },
    count,
  ).map((at) => uncertain[at] ?? 0);
  const inUse = head === null ? null : joinedBy(Judge.restored(JudgeState.parse(head.judge)), rows);
  const isJoined = (pair: number) =>
    inUse?.[pair] ?? (isVerified(rows, pair) || (pairs[pair]?.distance ?? 2) <= threshold);
  const drawn = drawChanged(judge, rows, isJoined, count, answered.length);
  return mixed(picked, drawn, answered.length, count).map((at) =>
    toQuestion(store, observer, pairs[at] as Pair, probabilities[at] ?? 0),
  );
}

/** Every third question is drawn, counted over all that were answered. */
function mixed(picked: readonly number[], drawn: readonly number[], answered: number, count: number): number[] {
  const questions = new Set<number>();
  const [useful, chance] = [[...picked], [...drawn]];
  for (let at = answered; questions.size < count && useful.length + chance.length > 0; at++) {
    const from = at % drawnEach === drawnEach - 1 && chance.length > 0 ? chance : useful.length > 0 ? useful : chance;
    const next = from.shift();
    if (next !== undefined) questions.add(next);
  }
  return [...questions];
}

function askablePairs(store: Store, contents: readonly ContentRow[], version: number, observer: Observer): Pair[] {
  const idOf = new Map(contents.map(({ id, sha256 }) => [sha256, id]));
  const key = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const taken = new Set(store.judgements.all().map(({ a, b }) => key(idOf.get(a) ?? 0, idOf.get(b) ?? 0)));
  const live = new Set(idOf.values());
  const pairs: Pair[] = [];
  const add = (a: number, b: number, distance: number) => {
    const seen = observer.seen(a, b);
    if (!live.has(a) || !live.has(b) || taken.has(key(a, b)) || (seen !== undefined && isCopy(seen.kind))) return;
    taken.add(key(a, b));
    pairs.push({ a, b, distance });
  };
  for (const { a, b } of store.pairs.verified(proverVersion))
    if (live.has(a) && live.has(b)) add(a, b, observer.distance(a, b));
  const lists = [...store.pairs.neighbours(version)].sort(([one], [other]) => one - other);
  for (const [content, { contents, cosines }] of lists)
    contents.subarray(0, nearest).forEach((other, at) => {
      const distance = toDistance(cosines[at] ?? 0);
      if (distance <= farthest) add(content, other, distance);
    });
  return pairs;
}

/** @param id of a content. */
export function pairPhoto({ photos }: Store, id: number): PairPhoto {
  const { sha256, width, height, bytes, takenAt } = photos.content(id);
  return { sha256, path: photos.pathsOf(sha256)[0] ?? '', width, height, bytes, takenAt };
}

function toQuestion(store: Store, observer: Observer, { a, b, distance }: Pair, probability: number): Question {
  // What the verifier saw is told from the smaller id.
  const [first, second] = a < b ? [a, b] : [b, a];
  const seen = observer.seen(a, b);
  return {
    a: pairPhoto(store, first),
    b: pairPhoto(store, second),
    distance,
    probability,
    kind: seen?.kind ?? 'similar',
    relation: seen?.relation ?? null,
  };
}
