/**
 * `npm run bench:judge [-- FOLDER] [--cache FOLDER]`: learns the shipped judge from generated pairs, writes it to
 * resources/models/judge.json, and prints how well it does on the held-out photos. The same photos give the same judge.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { features } from '../app/learning/judge/evidence.ts';
import { fitPosterior } from '../app/learning/judge/judge-fit.ts';
import { Judge, type JudgePrior } from '../app/learning/judge/judge.ts';
import { answersOf, evidence } from './learning/labelled.ts';
import { defaultCache, librariesToMeasureOn, libraryToLearnFrom } from './learning/libraries.ts';
import { onePicture } from './learning/oracles.ts';
import { score } from './learning/score.ts';
import { runBench } from './run-bench.ts';
import { table } from './table.ts';

/** One answer in so many is taken for wrong: nobody is surer of a stranger's idea of "the same" than that. */
const mistaken = 0.02;
/** How far weights may lie from 0, as a standard deviation: evidence that hardly ever comes gets little. */
const spread = 2;
/** What people may differ in. Features were put together by what they say; shares and widths were chosen by bench:learning. */
const tone = ['edited', 'other contrast', 'other brightness', 'other colours'];
const framing = ['cropped', 'covered', 'cut off', 'by local features'];
const orientation = ['mirrored', 'turned', 'cut off'];
const occasion = ['any pair', 'distance, not verified', 'same moment', 'same hour', 'same camera', 'other camera'];
const size = ['a copy', 'other size'];
const seen = [
  ...['cropped', 'other contrast', 'other brightness', 'other colours', 'covered', 'cut off'],
  ...['mirrored', 'turned', 'same moment', 'same hour'],
];
const ideas: JudgePrior['ideas'] = [
  { name: 'nothing else', share: 3, features: [], deviation: 0.2, rest: 0.2 },
  ...Object.entries({ tone, framing, orientation, occasion, size }).map(([name, own]) => {
    return { name, share: 1, features: own, deviation: 5, rest: 0.3 };
  }),
  { name: 'several things, a little', share: 1, features: seen, deviation: 1.6, rest: 0.8 },
  { name: 'several things', share: 1, features: seen, deviation: 3, rest: 1.2 },
];

await runBench(
  new Command('bench:judge')
    .description('Learns the shipped judge from generated pairs, and writes it to resources/models/judge.json.')
    .argument('[folder]', 'photos, all different; without it photos of ../shared/photos that are not held out')
    .option('--cache <folder>', 'where the generated pairs are kept', defaultCache)
    .action(learn),
);

async function learn(folder: string | undefined, { cache }: { cache: string }): Promise<void> {
  const learnt = await libraryToLearnFrom(folder, cache);
  const same = answersOf(learnt, onePicture);
  const { means } = fitPosterior(
    { rows: evidence(learnt), targets: Float64Array.from(same, (one) => (one ? 1 - mistaken : mistaken)) },
    { means: new Float64Array(features.length), deviations: new Float64Array(features.length).fill(spread) },
  );
  const prior: JudgePrior = {
    version: 'judge-2',
    ideas,
    weights: features.map(({ name }, at) => ({ feature: name, weight: Number((means[at] ?? 0).toFixed(4)) })),
  };
  const file = join(import.meta.dirname, '..', 'resources', 'models', 'judge.json');
  await writeFile(file, await toJson(prior));

  const judge = Judge.adapted(prior, []);
  const { heldOut } = await librariesToMeasureOn(folder, cache);
  const rows = [
    { library: 'learnt from', ...summary(judge, learnt) },
    { library: 'held out', ...summary(judge, heldOut) },
  ];
  process.stdout.write(`${table(prior.weights)}\n\n${table(rows)}\n`);
}

function summary(judge: Judge, library: Parameters<typeof evidence>[0]) {
  const same = answersOf(library, onePicture);
  const { errors, recall, calibrationError } = score(judge.probabilities(evidence(library)), same);
  return {
    pairs: same.length,
    'the same': same.filter(Boolean).length,
    errors: errors.toFixed(4),
    'recall at 99 %': recall.toFixed(3),
    'calibration error': calibrationError.toFixed(3),
  };
}

/** One weight a line, and one idea. */
async function toJson(prior: JudgePrior): Promise<string> {
  const lines = (of: readonly object[]) => of.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const text = `{"version":${JSON.stringify(prior.version)},"ideas":[\n${lines(prior.ideas)}],"weights":[\n${lines(prior.weights)}]}`;
  return format(text, { parser: 'json', ...(await resolveConfig(import.meta.filename)) });
}
