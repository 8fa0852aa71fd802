/** Prints what was learnt, as tables. */
import type { Observation } from '../../app/learning/judge/evidence.ts';
import { objectives } from '../../app/learning/types.ts';
import { table } from '../table.ts';
import { askings, type Asking } from './ask.ts';
import type { GateResult } from './gate.ts';
import { onePicture } from './oracles.ts';
import type { Panel } from './plot.ts';
import type { Score } from './score.ts';
import type { Person, Result } from './simulate.ts';

type Before = Score & { person: string };

export function sayShipped(before: readonly Before[], pairs: readonly Observation[], people: readonly Person[]): void {
  const rows = before.map(({ person, errors, recall, calibrationError }, at) => {
    const { answers } = people[at]?.heldOut ?? { answers: [] };
    // As photos are grouped without a judge: what is verified, and what is nearer than the default threshold.
    const wrong = pairs.filter(({ kind, distance }, pair) => (kind !== null || distance <= 0.45) !== answers[pair]);
    return {
      'without an answer': person,
      'the same': answers.filter(Boolean).length,
      'errors by threshold': perThousand(wrong.length / pairs.length),
      'errors by the shipped judge': perThousand(errors),
      recall: recall.toFixed(2),
      'calibration error': calibrationError.toFixed(3),
    };
  });
  say(rows);
}

/** Everything that was learnt of one person: a line a learner, errors in 1,000 pairs and recall at 99 % precision. */
export function sayPeople(person: string, shipped: number, results: readonly Result[], given: readonly number[]): void {
  const own = results.filter((result) => result.person === person);
  const learners = [
    { learner: 'judge', objective: null } as const,
    ...objectives.map((objective) => ({ learner: 'head', objective }) as const),
    ...objectives.map((objective) => ({ learner: 'both', objective }) as const),
  ];
  const rows = learners.map(({ learner, objective }) => {
    const runsOf = (asking: Asking, count: number) =>
      own.filter(
        (one) => one.learner === learner && one.objective === objective && one.asking === asking && one.given === count,
      );
    const row: Record<string, string> = {
      [`${person} (${perThousand(shipped)})`]: objective === null ? learner : `${learner}, ${objective}`,
    };
    for (const asking of askings)
      for (const count of given) {
        const runs = runsOf(asking, count);
        row[`${asking} ${count}`] = `${perThousand(mean(runs, 'errors'))} ${mean(runs, 'recall').toFixed(2)}`;
      }
    const kept = given.map((count) => {
      const runs = runsOf('suggest', count);
      return `${runs.filter(({ accepted }) => accepted).length}/${runs.length}`;
    });
    row.kept = kept.join(' ');
    return row;
  });
  say(rows);
}

/** The judge alone by answers given: errors, calibration, and how right the offered threshold is; and what questions are worth. */
export function sayQuestions(before: readonly Before[], results: readonly Result[], given: readonly number[]): void {
  for (const asking of askings)
    say(
      before.map(({ person, errors }) => ({
        [`judge, errors, ${asking}`]: person,
        0: perThousand(errors),
        ...Object.fromEntries(given.map((count) => [count, perThousand(errorsAfter(results, person, asking, count))])),
      })),
    );
  say(
    before.map(({ person }) => {
      const runs = judges(results, person, 'suggest').filter((one) => one.given === 100);
      return {
        'judge, 100 suggested answers': person,
        'calibration error': mean(runs, 'calibrationError').toFixed(3),
        'right at the offered threshold': (
          runs.reduce((sum, one) => sum + one.offered.precision, 0) / runs.length
        ).toFixed(3),
        'found at it': (runs.reduce((sum, one) => sum + one.offered.recall, 0) / runs.length).toFixed(2),
      };
    }),
  );
  say(
    servedBadly(before).flatMap(({ person }) =>
      [60, 100, 200].map((count) => {
        const level = errorsAfter(results, person, 'random', count);
        const reached = given.find((one) => errorsAfter(results, person, 'suggest', one) <= level);
        return {
          'random answers': `${count}: ${person}`,
          errors: perThousand(level),
          'suggested answers for the same': reached ?? 'never',
          share: reached === undefined ? '' : (reached / count).toFixed(2),
        };
      }),
    ),
  );
}

/**
 * How many answers halve the errors, suggested and random: where the judge's mean errors fall below the half between two
 * numbers of answers, on the line between them.
 */
export function sayHalves(before: readonly Before[], results: readonly Result[], given: readonly number[]): void {
  say(
    servedBadly(before).map(({ person, errors }) => {
      const needed = askings.map((asking) => {
        const curve = [0, ...given].map((count) => ({
          count,
          errors: count === 0 ? errors : errorsAfter(results, person, asking, count),
        }));
        return answersFor(errors / 2, curve);
      });
      const [suggested, random] = needed;
      return {
        'answers that halve the errors': person,
        from: perThousand(errors),
        ...Object.fromEntries(askings.map((asking, at) => [asking, needed[at] ?? `more than ${Math.max(...given)}`])),
        share: suggested && random ? (suggested / random).toFixed(2) : '',
      };
    }),
  );
}

/** @param curve errors by answers given, from none on. @returns null when the level is never reached. */
export function answersFor(level: number, curve: readonly { count: number; errors: number }[]): number | null {
  const at = curve.findIndex(({ errors }) => errors <= level);
  const [here, last] = [curve[at], curve[at - 1]];
  if (here === undefined || last === undefined) return here?.count ?? null;
  const share = (last.errors - level) / (last.errors - here.errors);
  return Math.ceil(last.count + share * (here.count - last.count));
}

/** Those who have something to teach. */
export function servedBadly(before: readonly Before[]): Before[] {
  return before.filter(({ person }) => person !== onePicture.name);
}

export function sayGate(gate: readonly GateResult[], results: readonly Result[]): void {
  say(
    gate.map(({ person, runs, answers, lessons, heads }) => ({
      'nothing to learn': person,
      runs,
      answers,
      'lessons kept': lessons,
      'with a new head': heads,
    })),
  );
  const people = [...new Set(results.map(({ person }) => person))];
  say(
    people.map((person) => ({
      'judges kept by the gate': person,
      ...Object.fromEntries(
        [20, 40, 60, 100, 200].map((count) => {
          const runs = judges(results, person, 'suggest').filter((one) => one.given === count);
          return [count, `${runs.filter(({ accepted }) => accepted).length}/${runs.length}`];
        }),
      ),
    })),
  );
}

/** Judge alone, asked as suggested and at random; and head and judge together, where they were measured. */
export function panelOf({ person, errors }: Before, results: readonly Result[]): Panel {
  const pointsOf = (runs: readonly Result[]) =>
    [...Map.groupBy(runs, ({ given }) => given)]
      .sort(([x], [y]) => x - y)
      .map(([answers, ofCount]) => ({ answers, errors: 1000 * mean(ofCount, 'errors') }));
  const curve = (name: string, runs: readonly Result[]) => ({
    name,
    points: [{ answers: 0, errors: 1000 * errors }, ...pointsOf(runs)],
  });
  const together = results.filter(
    (one) => one.person === person && one.asking === 'suggest' && one.learner === 'both' && one.objective === 'triplet',
  );
  return {
    title: person,
    curves: [
      curve('judge, suggested pairs', judges(results, person, 'suggest')),
      curve('judge, random pairs', judges(results, person, 'random')),
      { name: 'head and judge', points: pointsOf(together) },
    ],
  };
}

function judges(results: readonly Result[], person: string, asking: Asking): Result[] {
  return results.filter((one) => one.learner === 'judge' && one.person === person && one.asking === asking);
}

function errorsAfter(results: readonly Result[], person: string, asking: Asking, given: number): number {
  return mean(
    judges(results, person, asking).filter((one) => one.given === given),
    'errors',
  );
}

function mean(results: readonly Result[], of: 'errors' | 'recall' | 'calibrationError'): number {
  return results.reduce((sum, result) => sum + result[of], 0) / results.length;
}

function perThousand(share: number): string {
  return (1000 * share).toFixed(1);
}

function say(rows: Record<string, string | number>[]): void {
  process.stdout.write(`${table(rows)}\n\n`);
}
