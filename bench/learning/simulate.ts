/** One person, one seed: what is learnt from their first answers, and how it does on photos that nobody was asked about. */
import { evidenceRows, type Observation } from '../../app/learning/judge/evidence.ts';
import { fineTune, type FineTuned } from '../../app/learning/head/finetune.ts';
import { applyHead } from '../../app/learning/head/head.ts';
import { judgePredictions } from '../../app/learning/judge/judge-predictions.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge/judge.ts';
import { unseenDistances } from '../../app/learning/lesson.ts';
import { decide } from '../../app/learning/gate/gate.ts';
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
  const { vectors: rows, dimensions, photos } = person.asked.library;
  const moved = head === null ? null : unseenDistances(head, { rows, dimensions }, pairs);
  const evidence = answered.map((pair, at) => {
    const before = person.asked.observations[pair] as Observation;
    const after = { ...before, distance: moved?.[at] ?? before.distance };
    return { a: 0, b: 0, same: false, ...pairs[at], before, after, isKnown: false };
  });
  const judge = Judge.adapted(
    prior,
    evidence.map(({ after, same }) => ({ pair: after, same })),
  );
  const accepted =
    answered.length > 0 && decide(judgePredictions(prior, evidence, photos.length, seed), 'judge', seed).accepted;
  return { judge, accepted };
}

function judged({ asked: { library, answers } }: Person, pair: number): JudgedPair {
  const { a, b } = library.pairs[pair] ?? { a: 0, b: 0 };
  return { a, b, same: answers[pair] ?? false };
}

function observationsUnder(library: SimulatedLibrary, { head }: FineTuned): Observation[] {
  const { vectors: rows, dimensions } = library;
  return observations(library, applyHead(head, { rows, dimensions }));
}
