/** Peak memory of whole scans, each in a process of its own. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { walk } from '../app/files/walk.ts';

export interface MemoryResult {
  photos: number;
  peakMegabytes: number;
}

/**
 * Scans `count` photos made from those of `folder`: where it holds fewer, some come again with a few bytes added at
 * the end, which makes them new content.
 */
export async function measureMemory(folder: string, count: number, scratch: string): Promise<MemoryResult> {
  const { photos } = await walk(folder);
  const made = join(scratch, `photos-${count}`);
  await mkdir(made, { recursive: true });
  for (let at = 0; at < count; at++) {
    const path = join(made, `${at}.jpg`);
    await copyFile(photos[at % photos.length]?.path ?? '', path);
    if (at >= photos.length) await appendFile(path, String(at));
  }
  const child = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'memory-child.ts'), made, join(scratch, `library-${count}`)],
    { maxBuffer: 1e8 },
  );
  await rm(made, { recursive: true });
  return { photos: count, peakMegabytes: Number(child.stdout) };
}
