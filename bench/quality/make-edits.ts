/** Makes the edits: eleven of the 22 kinds of each original, as files, half of them where the library will be scanned. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { decode } from '../../app/images/decode.ts';
import { Chance } from '../random.ts';
import type { Edit } from './edits/edit.ts';
import { edits } from './edits/edits.ts';
import type { Seen } from './look.ts';

/** Editing larger photos would cost minutes; a copy on its way through messengers and websites is no larger either. */
export const largestSide = 1024;
const editsEach = edits.length / 2;

export interface MadeEdit {
  path: string;
  edit: Edit;
  /** Place in the list of originals. */
  original: number;
  /** Whether it is one of the half that is scanned into a library. */
  scanned: boolean;
}

/** What is known of a photo that is edited. */
type Original = Pick<Seen, 'path' | 'sha256'> & { analysis: Pick<Seen['analysis'], 'alpha'> };

/** @param folder is made; the edits that a library shall scan come to lie in its folder `scanned`. */
export async function makeEdits(originals: readonly Original[], folder: string): Promise<MadeEdit[]> {
  await mkdir(join(folder, 'scanned'), { recursive: true });
  await mkdir(join(folder, 'not scanned'), { recursive: true });
  const made = await pMap(originals, (original, at) => makeEditsOf(original, at, folder), {
    concurrency: availableParallelism(),
  });
  return made.flat();
}

async function makeEditsOf(
  { path, sha256, analysis }: Original,
  original: number,
  folder: string,
): Promise<MadeEdit[]> {
  const photo = await decode(await readFile(path), largestSide, analysis.alpha);
  const made = [];
  for (const [at, edit] of new Chance(`${sha256} kinds`).shuffle(edits).slice(0, editsEach).entries()) {
    const { bytes, extension } = await edit.make(photo, new Chance(`${sha256} ${edit.name}`));
    const scanned = (original + at) % 2 === 0;
    const name = `${original} ${edit.name}.${extension}`;
    const file = join(folder, scanned ? 'scanned' : 'not scanned', name);
    await writeFile(file, bytes);
    made.push({ path: file, edit, original, scanned });
  }
  return made;
}
