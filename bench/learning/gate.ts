/** Whether the gate keeps anything where there is nothing to learn: people whom Twinlens serves perfectly, or who guess. */
import { decide } from '../../app/learning/gate.ts';
import type { Observation } from '../../app/learning/evidence.ts';
import { fineTune } from '../../app/learning/finetune.ts';
import { judgePredictions } from '../../app/learning/judge-predictions.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge.ts';
import { Chance } from '../random.ts';
import { ask } from './ask.ts';
import type { SimulatedLibrary } from './collect.ts';

export interface GateResult {
  person: string;
  runs: number;
  answers: number;
  /** Runs in which a judge, and a head, were kept. */
  judges: number;
  heads: number;
}

const answersGiven = 100;

export async function measureGate({
  prior,
  asked,
  runs,
}: {
  prior: JudgePrior;
  asked: { library: SimulatedLibrary; observations: readonly Observation[] };
  runs: number;
}): Promise<GateResult[]> {
  const { library, observations } = asked;
  const judge = Judge.adapted(prior, []);
  const people = {
    'served perfectly': () => observations.map((pair) => judge.probability(pair) >= 0.5),
    'answers at random': (seed: number) => {
      const chance = new Chance(`${seed} guesses`);
      return observations.map(() => chance.isLucky());
    },
  };
  const results: GateResult[] = [];
  for (const [person, answersOf] of Object.entries(people)) {
    const result = { person, runs, answers: answersGiven, judges: 0, heads: 0 };
    for (let seed = 1; seed <= runs; seed++) {
      const answers = answersOf(seed);
      const answered = ask({ library, observations, answers, prior }, 'suggest', answersGiven, seed).map((place) => {
        const { a, b } = library.pairs[place] ?? { a: 0, b: 0 };
        const pair = observations[place] as Observation;
        return { a, b, same: answers[place] ?? false, before: pair, after: pair, isKnown: false };
      });
      if (decide(judgePredictions(prior, answered, library.photos.length, seed), 'judge', seed).accepted)
        result.judges++;
      const vectors = { rows: library.vectors, dimensions: library.dimensions };
      if ((await fineTune({ vectors, answers: answered, seed })).decision.accepted) result.heads++;
    }
    results.push(result);
  }
  return results;
}
