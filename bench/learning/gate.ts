/** Whether the gate keeps anything where there is nothing to learn: people whom Twinlens serves perfectly, or who guess. */
import type { Observation } from '../../app/learning/judge/evidence.ts';
import { Judge, type JudgePrior } from '../../app/learning/judge/judge.ts';
import { teach } from '../../app/learning/lesson.ts';
import { Chance } from '../random.ts';
import { ask } from './ask.ts';
import type { SimulatedLibrary } from './collect.ts';

export interface GateResult {
  person: string;
  runs: number;
  answers: number;
  /** Runs in which the app would have kept what it learnt at all, and those in which that held a new head. */
  lessons: number;
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
    const result = { person, runs, answers: answersGiven, lessons: 0, heads: 0 };
    for (let seed = 1; seed <= runs; seed++) {
      const answers = answersOf(seed);
      const asked = ask({ library, observations, answers, prior }, 'suggest', answersGiven, seed);
      const { decision, settings } = await teach({
        vectors: { rows: library.vectors, dimensions: library.dimensions },
        answers: asked.map((place) => {
          const { a, b } = library.pairs[place] ?? { a: 0, b: 0 };
          return { a, b, same: answers[place] ?? false };
        }),
        evidence: asked.map((place) => observations[place] as Observation),
        prior,
        inUse: null,
        seed,
      });
      if (decision.accepted) result.lessons++;
      if (decision.accepted && settings !== null) result.heads++;
    }
    results.push(result);
  }
  return results;
}
