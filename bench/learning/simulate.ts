/** One person, one seed: what is learnt from their first answers, and how it does on photos that nobody was asked about. */
import { evidenceRows, type Observation } from '../../app/learning/evidence.ts';
import { fineTune, type FineTuned } from '../../app/learning/finetune.ts';
import { applyHead, distances } from '../../app/learning/head.ts';
import { judgePredictions } from '../../app/learning/judge-predictions.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge.ts';
import { decide } from '../../app/learning/gate.ts';
import { probabilityAt } from '../../app/learning/statistics.ts';
import type { JudgedPair, Objective } from '../../app/learning/types.ts';
import { ask, type Asking } from './ask.ts';
import type { SimulatedLibrary } from './collect.ts';
import { observations } from './labelled.ts';
import { score, type Score } from './score.ts';

/** Two libraries without a photo in common, and what a person says of their pairs. */
export interface Person {
  name: string;
  asked: { library: SimulatedLibrary; observations: readonly Observation[]; answers: readonly boolean[] };
  heldOut: { library: SimulatedLibrary; observations: readonly Observation[]; answers: readonly boolean[] };
}

export interface Result extends Score {
  person: string;
  seed: number;
  asking: Asking;
  /** Answers given. */
  given: number;
  /** The judge under the encoder as it is; a head alone, by the distance and nothing else; or a judge under a head. */
  learner: 'judge' | 'head' | 'both';
  /** Of the head; null for the judge alone. */
  objective: Objective | null;
  /** Whether the gate would have kept it. */
  accepted: boolean;
}

export interface Plan {
  prior: JudgePrior;
  seed: number;
  asking: Asking;
  /** Numbers of answers after which the judge is measured; and those after which heads are as well. */
  given: readonly number[];
  givenForHeads: readonly number[];
  objectives: readonly Objective[];
}

export async function simulate(person: Person, plan: Plan): Promise<Result[]> {
  const { prior, seed, asking, given } = plan;
  const order = ask({ ...person.asked, prior }, asking, Math.max(...given), seed);
  const results: Result[] = [];
  for (const count of given) {
    const answered = order.slice(0, count);
    const base = { person: person.name, seed, asking, given: count };
    const rows = evidenceRows(person.heldOut.observations);
    const scored = (judge: Judge, evidence: Float64Array) =>
      score(judge.probabilities(evidence), person.heldOut.answers);
    const learnt = adapt(person, plan, answered, null);
    results.push({
      ...base,
      learner: 'judge',
      objective: null,
      ...scored(learnt.judge, rows),
      accepted: learnt.accepted,
    });
    if (!plan.givenForHeads.includes(count)) continue;
    for (const objective of plan.objectives) {
      const head = await tuneHead(person, answered, objective, seed);
      const moved = observationsUnder(person.heldOut.library, head);
      const alone = score(
        moved.map(({ distance }) => probabilityAt(head.calibration, distance)),
        person.heldOut.answers,
      );
      results.push({ ...base, learner: 'head', objective, ...alone, accepted: head.decision.accepted });
      const both = adapt(person, plan, answered, head);
      results.push({
        ...base,
        learner: 'both',
        objective,
        ...scored(both.judge, evidenceRows(moved)),
        accepted: both.accepted,
      });
    }
  }
  return results;
}

function tuneHead(person: Person, answered: readonly number[], objective: Objective, seed: number): Promise<FineTuned> {
  const { library } = person.asked;
  return fineTune({
    vectors: { rows: library.vectors, dimensions: library.dimensions },
    answers: answered.map((pair) => judged(person, pair)),
    objectives: [objective],
    seed,
  });
}

/** A judge adapted to answers, under a new head where there is one; and whether the gate lets it through. */
function adapt(
  person: Person,
  { prior, seed }: Plan,
  answered: readonly number[],
  head: FineTuned | null,
): { judge: Judge; accepted: boolean } {
  const pairs = answered.map((pair) => judged(person, pair));
  const moved = head === null ? null : distancesUnder(person, pairs, head);
  const evidence = answered.map((pair, at) => {
    const before = person.asked.observations[pair] as Observation;
    const after = { ...before, distance: moved?.[at] ?? before.distance };
    return { a: 0, b: 0, same: false, ...pairs[at], before, after, isKnown: false };
  });
  const judge = Judge.adapted(
    prior,
    evidence.map(({ after, same }) => ({ pair: after, same })),
  );
  const photos = person.asked.library.photos.length;
  const accepted =
    answered.length > 0 && decide(judgePredictions(prior, evidence, photos, seed), 'judge', seed).accepted;
  return { judge, accepted };
}

function judged({ asked: { library, answers } }: Person, pair: number): JudgedPair {
  const { a, b } = library.pairs[pair] ?? { a: 0, b: 0 };
  return { a, b, same: answers[pair] ?? false };
}

/**
 * Distances of the answered pairs under a head, as far as possible where it would put them had it not been trained on them:
 * a judge that learnt from pairs that the head was fitted to would trust it too much.
 */
function distancesUnder(
  { asked: { library } }: Person,
  answered: readonly JudgedPair[],
  tuned: FineTuned,
): Float64Array {
  const { vectors: rows, dimensions } = library;
  const found = distances({ rows: applyHead(tuned.head, { rows, dimensions }), dimensions }, answered);
  const { intercept, slope } = tuned.calibration;
  // Without a slope a probability says nothing of the distance.
  if (tuned.settings === null || slope > -leastSlope) return found;
  for (const { answer, after } of tuned.predictions) {
    const sure = Math.min(1 - 1e-6, Math.max(1e-6, after));
    found[answer] = Math.min(2, Math.max(0, (Math.log(sure / (1 - sure)) - intercept) / slope));
  }
  return found;
}

/** Of the logit, a unit of distance. */
const leastSlope = 1;

function observationsUnder(library: SimulatedLibrary, { head }: FineTuned): Observation[] {
  const { vectors: rows, dimensions } = library;
  return observations(library, applyHead(head, { rows, dimensions }));
}
