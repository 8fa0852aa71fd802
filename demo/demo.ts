/** The demo: a small library of drawn photos and their copies, for people without photos at hand. */
import { mkdir, readdir, rename, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copies, fileOf, photos, type Taken } from './plan.ts';
import { photograph } from './photograph.ts';
import { scenes } from './scenes.ts';

/**
 * Makes the demo's photos in a folder that is theirs alone, the same each time; a folder that has them is left as it is.
 * @returns the folders to add to a library, and how many photos are in them.
 */
export async function makeDemo(folder: string): Promise<{ folders: string[]; photos: number }> {
  const count = photos.reduce((sum, { burst }) => sum + burst, copies.length);
  // Made elsewhere and moved at the end: a demo that was interrupted is not taken for a whole one.
  const unfinished = `${folder}.unfinished`;
  if ((await readdir(folder).catch(() => [])).length === 0) {
    await rm(unfinished, { recursive: true, force: true });
    // Two at a time: sharp draws each of them on a thread of its own.
    const queue = [...photos];
    await Promise.all([take(queue, unfinished), take(queue, unfinished)]);
    await rmdir(folder).catch(() => undefined);
    await rename(unfinished, folder);
  }
  const top = await readdir(folder, { withFileTypes: true });
  const folders = top.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return { folders: folders.sort(), photos: count };
}

async function take(queue: Taken[], folder: string): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const scene = scenes.find(({ name }) => name === next.scene);
    if (scene === undefined) throw new Error(`There is no scene “${next.scene}”.`);
    for (let moment = next.burst - 1; moment > 0; moment -= 1) {
      const time = later(next.at, moment * 2);
      await write(join(folder, fileOf(next, moment)), await photograph(scene, moment, next.camera, time), time);
    }
    const time = later(next.at, 0);
    const photo = await photograph(scene, 0, next.camera, time);
    await write(join(folder, next.file), photo, time);
    for (const { of, file, change } of copies) {
      if (of === next.scene) await write(join(folder, file), await change(photo), later(next.at, 86_400));
    }
  }
}

function later(time: string, seconds: number): Date {
  return new Date(Date.parse(`${time}Z`) + seconds * 1000);
}

async function write(path: string, bytes: Buffer, time: Date): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  await utimes(path, time, time);
}
