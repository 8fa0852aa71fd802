/**
 * How good a ranking is, as in the Image Similarity Challenge (Douze et al. 2021, "The 2021 Image Similarity Dataset and
 * Challenge", section "Metrics"): the scores of all queries against all references are pooled in one ranking, so that a
 * method must be right with one threshold for all photos. Equal scores are one step of the ranking: nobody can tell
 * which of them comes first.
 */

/** Higher is more alike. @param query, reference places in lists of photos. */
export type Score = (query: number, reference: number) => number;

export interface Trial {
  queries: number;
  references: number;
  /** The one true reference of a query. */
  truth: (query: number) => number;
  score: Score;
}

/** One step down the ranking: all pairs that score at least `threshold` are taken for copies. */
export interface Step {
  threshold: number;
  recall: number;
  precision: number;
}

export interface Ranking {
  /** Scores of the queries against their true references, by query. */
  trueScores: Float64Array;
  /** From the highest threshold down. */
  steps: Step[];
}

export function rank({ queries, references, truth, score }: Trial): Ranking {
  const trueScores = Float64Array.from({ length: queries }, (_, query) => score(query, truth(query)));
  const levels = trueScores.toSorted().reverse();
  // Of the wrong pairs only their place between the true ones matters, so that millions of them need no sorting.
  const wrongAt = new Float64Array(queries + 1);
  for (let query = 0; query < queries; query++)
    for (let reference = 0; reference < references; reference++) {
      if (reference === truth(query)) continue;
      const level = firstAtMost(levels, score(query, reference));
      wrongAt[level] = (wrongAt[level] ?? 0) + 1;
    }
  const steps: Step[] = [];
  let wrong = 0;
  levels.forEach((threshold, at) => {
    wrong += wrongAt[at] ?? 0;
    if (levels[at + 1] === threshold) return;
    const right = at + 1;
    steps.push({ threshold, recall: right / queries, precision: right / (right + wrong) });
  });
  return { trueScores, steps };
}

/** Micro average precision, µAP: the area under precision over recall. */
export function averagePrecision({ steps }: Ranking): number {
  return steps.reduce((sum, { recall, precision }, at) => sum + (recall - (steps[at - 1]?.recall ?? 0)) * precision, 0);
}

/** The step with the largest recall whose precision is at least this; null when no step has it. */
export function bestStep({ steps }: Ranking, precision: number): Step | null {
  return steps.findLast((step) => step.precision >= precision) ?? null;
}

/** The chance that a true pair scores higher than a wrong one (area under the ROC curve; Mann and Whitney 1947). */
export function areaUnderCurve(right: readonly number[], wrong: readonly number[]): number {
  const levels = Float64Array.from(right).sort().reverse();
  let above = 0;
  for (const score of wrong) {
    const reached = firstAtMost(levels, score);
    let equal = reached;
    while (levels[equal] === score) equal++;
    above += reached + (equal - reached) / 2;
  }
  return above / (right.length * wrong.length);
}

/** Share of the true pairs that score above all but this share of the wrong ones. */
export function recallAtFalsePositives(right: readonly number[], wrong: readonly number[], share: number): number {
  const falling = Float64Array.from(wrong).sort().reverse();
  const highestRefused = falling[Math.floor(share * wrong.length)] ?? -Infinity;
  return right.filter((score) => score > highestRefused).length / right.length;
}

/** The first place of a falling list whose value is at most `value`; the list's length when there is none. */
function firstAtMost(falling: Float64Array, value: number): number {
  let low = 0;
  for (let high = falling.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((falling[middle] ?? 0) <= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
