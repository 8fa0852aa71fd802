/** Part one: are edits found among originals and unrelated photos, by every method? */
import { kindOrder, type MatchKind } from '../../app/grouping/kinds.ts';
import { edits } from './edits/edits.ts';
import type { Eyes, Seen } from './look.ts';
import type { MadeEdit } from './make-edits.ts';
import { averagePrecision, bestStep, rank, type Step } from './metrics.ts';
import { methodsOf } from './methods/methods.ts';
import { verify, type Verified } from './methods/verifier.ts';

const precision = 0.99;

export interface CopiesResult {
  method: string;
  averagePrecision: number;
  /** At 99 % precision. */
  recall: number;
  /** The same by edit, at the same threshold. */
  recallByEdit: Record<string, number>;
  steps: Step[];
}

/** What the verifier says of edits and their originals: by edit, pairs by kind. */
export type KindTable = Record<string, Record<MatchKind | 'not a candidate', number>>;

export interface VerifierResult {
  candidatesPerPhoto: number;
  milliseconds: number;
  /** Verified pairs that belong to one original. */
  precision: number;
  kinds: KindTable;
  /** Share of the verified edits whose kind is the one to expect. */
  kindAccuracy: number;
}

/**
 * @param made the edits, each with the photo that was seen of it.
 * @param references the originals first, then photos that have nothing to do with them.
 */
export async function measureCopies(
  made: readonly (MadeEdit & { seen: Seen })[],
  references: readonly Seen[],
  eyes: Eyes,
): Promise<{ methods: CopiesResult[]; verifier: VerifierResult }> {
  const queries = made.map(({ seen }) => seen);
  const truth = (query: number) => made[query]?.original ?? -1;
  const verified = await verify(queries, references);
  const methods = methodsOf(queries, references, verified, eyes).map(({ name, score }) => {
    const ranking = rank({ queries: queries.length, references: references.length, truth, score });
    const best = bestStep(ranking, precision);
    const found = (query: number) => best !== null && (ranking.trueScores[query] ?? 0) >= best.threshold;
    return {
      method: name,
      averagePrecision: averagePrecision(ranking),
      recall: best?.recall ?? 0,
      recallByEdit: Object.fromEntries(edits.map((edit) => [edit.name, shareOf(edit.name, made, found)])),
      steps: ranking.steps,
    };
  });
  return { methods, verifier: judge(verified, made, queries.length, truth) };
}

function shareOf(name: string, made: readonly MadeEdit[], found: (query: number) => boolean): number {
  const queries = [...made.keys()].filter((query) => made[query]?.edit.name === name);
  return queries.filter(found).length / queries.length;
}

function judge(
  verified: Verified,
  made: readonly MadeEdit[],
  queries: number,
  truth: (query: number) => number,
): VerifierResult {
  const kinds: KindTable = Object.fromEntries(edits.map(({ name }) => [name, emptyRow()]));
  let [pairs, right, asExpected, edited] = [0, 0, 0, 0];
  verified.verdicts.forEach((found, query) => {
    for (const [reference, { kind }] of found) {
      if (kind === 'similar') continue;
      pairs++;
      if (reference === truth(query)) right++;
    }
    const edit = made[query]?.edit;
    const row = kinds[edit?.name ?? ''];
    if (edit === undefined || row === undefined) return;
    const kind = found.get(truth(query))?.kind ?? 'not a candidate';
    row[kind]++;
    if (kind === 'similar' || kind === 'not a candidate') return;
    edited++;
    if (kind === edit.expected) asExpected++;
  });
  return {
    candidatesPerPhoto: verified.candidates / queries,
    milliseconds: (verified.seconds * 1000) / Math.max(1, verified.candidates),
    precision: right / Math.max(1, pairs),
    kinds,
    kindAccuracy: asExpected / Math.max(1, edited),
  };
}

function emptyRow(): Record<MatchKind | 'not a candidate', number> {
  return Object.fromEntries([...kindOrder, 'not a candidate'].map((kind) => [kind, 0])) as Record<
    MatchKind | 'not a candidate',
    number
  >;
}
