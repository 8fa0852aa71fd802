/** A small set of drawn pictures, for where there are no photos at hand: enough to see a benchmark run, not to quote. */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { paint } from '../../test/e2e/photos.ts';

const pictures = 160;
const size = { width: 320, height: 240 };

/** @param cache folder; made when missing. @returns the folder of the pictures in it, the same in every run. */
export async function paintedPhotos(cache: string): Promise<string> {
  const folder = join(cache, 'painted');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  await mkdir(unfinished, { recursive: true });
  for (let seed = 1; seed <= pictures; seed++)
    await paint(seed, size)
      .jpeg({ quality: 92 })
      .toFile(join(unfinished, `${seed}.jpg`));
  await rename(unfinished, folder);
  return folder;
}
