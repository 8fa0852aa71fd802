/**
 * `npm run bench:learning [-- FOLDER] [--seeds N] [--heads N,N] [--plot FILE] [--cache FOLDER]`: what Twinlens learns from simulated people
 * with ideas of their own of what is "the same", on photos that nobody was asked about; whether its questions are better
 * than random ones; and whether anything is kept where there is nothing to learn. Prints tables; the last line is JSON.
 */
import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { Judge } from '../app/learning/judge/judge.ts';
import { evidenceRows } from '../app/learning/judge/evidence.ts';
import { objectives } from '../app/learning/types.ts';
import { shippedJudge } from '../app/lessons/learned.ts';
import { askings } from './learning/ask.ts';
import { measureGate } from './learning/gate.ts';
import { answersOf, observations } from './learning/labelled.ts';
import { defaultCache, librariesToMeasureOn } from './learning/libraries.ts';
import { onePicture, oracles } from './learning/oracles.ts';
import { learningPlot } from './learning/plot.ts';
import { panelOf, sayGate, sayHalves, sayPeople, sayQuestions, sayShipped, servedBadly } from './learning/say.ts';
import { score } from './learning/score.ts';
import { simulate, type Person, type Result } from './learning/simulate.ts';
import { runBench } from './run-bench.ts';

/** Numbers of answers after which the judge is measured. */
const given = [5, 10, 20, 30, 40, 60, 80, 100, 120, 150, 200, 300, 500];

interface Options {
  seeds: number;
  heads: number[];
  gateRuns: number;
  cache: string;
  plot?: string;
}

await runBench(
  new Command('bench:learning')
    .description('What Twinlens learns from people with ideas of their own of what is "the same".')
    .argument('[folder]', 'photos, all different; without it the held-out photos of ../shared/photos')
    .option('--seeds <count>', 'runs a person, each with another library', count, 5)
    .option(
      '--heads <counts>',
      'numbers of answers after which heads are measured, of those after which judges are',
      counts,
      [60],
    )
    .option('--gate-runs <count>', 'runs where there is nothing to learn', count, 20)
    .option('--plot <file>', 'write held-out errors against answers given as SVG')
    .option('--cache <folder>', 'where the simulated libraries are kept', defaultCache)
    .action(measure),
);

async function measure(folder: string | undefined, options: Options): Promise<void> {
  const prior = shippedJudge();
  const libraries = await librariesToMeasureOn(folder, options.cache);
  const asked = { library: libraries.asked, observations: observations(libraries.asked) };
  const heldOut = { library: libraries.heldOut, observations: observations(libraries.heldOut) };
  const people = [...oracles, onePicture].map((oracle): Person => ({
    name: oracle.name,
    asked: { ...asked, answers: answersOf(libraries.asked, oracle) },
    heldOut: { ...heldOut, answers: answersOf(libraries.heldOut, oracle) },
  }));
  process.stdout.write(
    `${libraries.asked.pairs.length} pairs to ask about, ${libraries.heldOut.pairs.length} held-out pairs; ${options.seeds} seeds\n\n`,
  );
  const shipped = Judge.adapted(prior, []).probabilities(evidenceRows(heldOut.observations));
  const before = people.map((person) => ({ person: person.name, ...score(shipped, person.heldOut.answers) }));
  sayShipped(before, heldOut.observations, people);

  const results: Result[] = [];
  for (const [at, person] of people.entries()) {
    // Whom the shipped judge serves well has nothing to teach a head.
    const hasIdeas = person.name !== onePicture.name;
    const plan = { prior, given, givenForHeads: hasIdeas ? options.heads : [], objectives };
    for (const asking of askings)
      for (let seed = 1; seed <= options.seeds; seed++) {
        results.push(...(await simulate(person, { ...plan, seed, asking })));
        process.stderr.write(`${person.name}, ${asking}, seed ${seed}\n`);
      }
    if (hasIdeas) sayPeople(person.name, before[at]?.errors ?? 0, results, options.heads);
  }
  sayQuestions(before, results, given);
  sayHalves(before, results, given);
  const gate = await measureGate({ prior, asked, runs: options.gateRuns });
  sayGate(gate, results);
  if (options.plot !== undefined)
    await writeFile(options.plot, learningPlot(servedBadly(before).map((one) => panelOf(one, results))));
  process.stdout.write(`${JSON.stringify({ before, results, gate })}\n`);
}

/** Numbers, with commas between them. */
function counts(value: string): number[] {
  const asked = value.split(',').map(count);
  if (asked.every((one) => given.includes(one))) return asked;
  throw new InvalidArgumentError(`Give some of ${given.join(', ')}.`);
}

function count(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Give a whole number.');
}
