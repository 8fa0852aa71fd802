/**
 * `npm run bench:trust [-- FOLDER] [--pairs N] [--seed WORDS] [--kind WORDS] [--keep] [--cost]`: whether what goes in bulk is a copy. Makes pairs of every
 * kind that is no copy, and of every kind that is one, has them scanned, and tells by kind what the default clean-up would
 * take though it is no copy, which copies it misses, and where it would keep the worse file. With `--cost` it tells instead
 * what proving a pair takes, by size. Prints tables; the last line is JSON. Ends with 1 when something that is no copy would go.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { photosToMeasureOn } from './photos.ts';
import { table } from './table.ts';
import { behinds } from './trust/behind.ts';
import { changes } from './trust/changed.ts';
import { costOfProofs } from './trust/cost.ts';
import { drawings } from './trust/drawn.ts';
import { measureTrust } from './trust/measure.ts';
import { trueCopies } from './trust/true-copies.ts';

const { values, positionals } = parseArgs({
  options: {
    pairs: { type: 'string', default: '9' },
    seed: { type: 'string', default: 'trust' },
    kind: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
    cost: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const paths = (await photosToMeasureOn(positionals[0])).map(({ path }) => path);
if (values.cost) {
  const rows = await costOfProofs(paths, values.seed);
  process.stdout.write(`${table(rows)}\n${JSON.stringify(rows)}\n`);
} else {
  const kinds = [...drawings, ...changes, ...behinds, ...trueCopies].filter(({ name }) => name.includes(values.kind));
  const scratch = await mkdtemp(join(tmpdir(), 'twinlens-trust-'));
  try {
    const { rows, seconds } = await measureTrust(kinds, paths, {
      pairs: Number(values.pairs),
      seed: values.seed,
      scratch,
    });
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    const ofCopies = sum(({ areCopies, pairs }) => (areCopies ? pairs : 0));
    const shown = rows.map(({ kind, areCopies, pairs, wrongly, missed, worseKept, example }) => ({
      kind,
      pairs,
      'gone though no copy': areCopies ? '–' : wrongly,
      'copies missed': areCopies ? missed : '–',
      'worse kept': areCopies ? worseKept : '–',
      ...(values.keep && { example: example ?? '' }),
    }));
    const missed = sum((row) => row.missed);
    const wrongly = sum((row) => row.wrongly);
    process.stdout.write(`${table(shown)}\n`);
    process.stdout.write(
      `Of ${sum(({ pairs }) => pairs) - ofCopies} pairs that are no copies ${wrongly} would lose one; of ${ofCopies} pairs of copies ${missed} are missed (${(1 - missed / ofCopies).toFixed(3)} found); the worse is kept in ${sum((row) => row.worseKept)}. Scanned in ${Math.round(seconds)} s.\n`,
    );
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    if (wrongly > 0) process.exitCode = 1;
  } finally {
    if (!values.keep) await rm(scratch, { recursive: true, force: true });
  }
}
