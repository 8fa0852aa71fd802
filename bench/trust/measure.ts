/** Tries the app on pairs: writes them into a folder, has it scanned, and holds what would go in bulk against what should. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openLibrary } from '../../app/library.ts';
import { Chance } from '../random.ts';
import type { PairKind } from './pair.ts';
import { layouts, photoOfSize } from './photo-of-size.ts';

export interface Trust {
  kind: string;
  areCopies: boolean;
  pairs: number;
  /** Pairs that are no copies, of which one would go. */
  wrongly: number;
  /** Pairs of copies of which none would go. */
  missed: number;
  /** Pairs of copies of which the better one would go. */
  worseKept: number;
  /** Where the first pair that went wrong lies. */
  example: string | null;
}

interface Pair {
  kind: PairKind;
  paths: [string, string];
}

/**
 * @param paths of photos to make the pairs of, the more the better.
 * @param pairs of each kind.
 * @param scratch an empty folder.
 */
export async function measureTrust(
  kinds: readonly PairKind[],
  paths: readonly string[],
  { pairs, seed, scratch }: { pairs: number; seed: string; scratch: string },
): Promise<{ rows: Trust[]; seconds: number }> {
  const written: Pair[] = [];
  // Each pair begins with a photo of its own: two pairs of one photo would be copies of each other.
  const order = new Chance(seed).shuffle(paths);
  for (const kind of kinds)
    for (let at = 0; at < pairs; at++) {
      const first = written.length % order.length;
      written.push(await write(kind, at, [...order.slice(first), ...order.slice(0, first)], seed, scratch));
    }
  const library = await openLibrary({ directory: join(scratch, 'library') });
  try {
    const started = performance.now();
    const { job } = await library.call('scan', { folders: [join(scratch, 'photos')] });
    const { report, error } = await library.finished(job);
    if (report === null) throw new Error(error ?? 'The scan gave no report.');
    const seconds = (performance.now() - started) / 1000;
    const plan = await library.call('plan', { to: 'trash' });
    const gone = new Set(plan.photos.map(({ path }) => path));
    return { rows: kinds.map((kind) => judge(kind, written, gone)), seconds };
  } finally {
    await library.close();
  }
}

async function write(
  kind: PairKind,
  at: number,
  paths: readonly string[],
  seed: string,
  scratch: string,
): Promise<Pair> {
  const chance = new Chance(`${seed} ${kind.name} ${at}`);
  const layout = layouts[at % layouts.length] ?? layouts[0];
  const files = await kind.make(await photoOfSize(paths, layout, chance), chance);
  // Neither names nor folders tell which is which.
  const letters = chance.shuffle(['a', 'b']);
  const folder = join(scratch, 'photos', kind.name.replaceAll(/\W+/g, ' ').trim(), String(at));
  const written = files.map(({ extension }, which) => join(folder, letters[which] ?? '', `photo.${extension}`));
  for (const [which, path] of written.entries()) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, files[which]?.bytes ?? '');
  }
  return { kind, paths: written as [string, string] };
}

function judge(kind: PairKind, written: readonly Pair[], gone: ReadonlySet<string>): Trust {
  const row: Trust = {
    kind: kind.name,
    areCopies: kind.areCopies,
    pairs: 0,
    wrongly: 0,
    missed: 0,
    worseKept: 0,
    example: null,
  };
  for (const { paths } of written.filter((pair) => pair.kind === kind)) {
    row.pairs++;
    const went = paths.map((path) => gone.has(path));
    const isWrong = !kind.areCopies && went.includes(true);
    const isMissed = kind.areCopies && went.filter(Boolean).length !== 1;
    const isWorseKept = kind.better !== null && went[kind.better] === true;
    row.wrongly += Number(isWrong);
    row.missed += Number(isMissed);
    row.worseKept += Number(isWorseKept);
    if (isWrong || isMissed || isWorseKept) row.example ??= paths[0];
  }
  return row;
}
