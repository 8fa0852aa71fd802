/** What was learned and is in use, ready to group by. */
import { readFileSync } from 'node:fs';
import { Judge, JudgePrior, JudgeState } from '../learning/judge/judge.ts';
import { judgePrior } from '../resources.ts';
import type { StoredHead } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/encoder/model.ts';
import { headInUse } from './head-in-use.ts';

/** A head and a judge that were learned together. */
export interface Learned {
  head: StoredHead;
  judge: Judge;
  /** The shipped judge, in whose distances the learned one is told. */
  prior: Judge;
  /** The distance at which groups are made unless the person says otherwise. */
  threshold: number;
}

/** The shipped judge, which answers adapt. @throws Error when it is missing or damaged. */
export function shippedJudge(): JudgePrior {
  return JudgePrior.parse(JSON.parse(readFileSync(judgePrior(), 'utf8')));
}

/** @returns null while nothing that was learned is in use. */
export function learnedInUse(store: Store, prior: JudgePrior, model: Pick<Model, 'threshold'>): Learned | null {
  return learnedOf(headInUse(store), prior, model);
}

/** @returns null for what ships. */
export function learnedOf(
  head: StoredHead | null,
  prior: JudgePrior,
  { threshold }: Pick<Model, 'threshold'>,
): Learned | null {
  if (head === null) return null;
  return { head, judge: Judge.restored(JudgeState.parse(head.judge)), prior: Judge.adapted(prior, []), threshold };
}
