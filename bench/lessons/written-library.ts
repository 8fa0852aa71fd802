/**
 * A library of real files, scanned by the app: photos with their edits, bursts and views of places, as `learning/items`
 * draws them, among photos that have nothing to do with each other.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExifTool } from 'exiftool-vendored';
import pMap from 'p-map';
import sharp from 'sharp';
import { shots, type Shot } from '../learning/clock.ts';
import { itemsOf, roleOf, type SourceRole } from '../learning/items.ts';
import type { SeenPhoto } from '../learning/oracles.ts';
import type { MeasuredPhoto } from '../photos.ts';

export interface WrittenPhoto extends SeenPhoto {
  role: SourceRole;
  /** What the photo shows: the name of the folder that it was found in. */
  thing: string;
}

/** Each part lies in a folder of its own, so that a run can leave parts out. */
export const parts = 10;
const written = 4;

/**
 * Writes `photos`, of which the first `made` get company, into folders `part 0` to `part 9` of `folder`.
 * @returns what lies at each path.
 */
export async function writeLibrary(
  folder: string,
  photos: readonly MeasuredPhoto[],
  made: number,
  seed: string,
): Promise<Map<string, WrittenPhoto>> {
  const taken = shots(photos.length, seed);
  const found = new Map<string, WrittenPhoto>();
  const tool = new ExifTool({ maxProcs: 2 });
  try {
    for (let part = 0; part < parts; part++) await mkdir(partOf(folder, part), { recursive: true });
    await pMap(
      photos.entries(),
      async ([source, photo]) => {
        const at = partOf(folder, source % parts);
        const shot = taken[source] ?? { takenAt: null, camera: null };
        const facts = { source, thing: basename(dirname(photo.path)) };
        if (source >= made) {
          const path = join(at, `${source}.jpg`);
          await copyFile(photo.path, path);
          await date(tool, path, shot);
          found.set(path, { ...facts, frame: 0, edit: null, role: 'alone' });
          return;
        }
        const passer = photos[(source + 1) % photos.length] ?? photo;
        for (const [item, { bytes, frame, edit, takenAt, camera }] of (
          await itemsOf(photo, passer, source, shot)
        ).entries()) {
          const { format } = await sharp(bytes).metadata();
          const path = join(at, `${source}-${item}.${format}`);
          await writeFile(path, bytes);
          await date(tool, path, { takenAt, camera });
          found.set(path, { ...facts, frame, edit, role: roleOf(source) });
        }
      },
      { concurrency: written },
    );
  } finally {
    await tool.end();
  }
  return found;
}

export function partOf(folder: string, part: number): string {
  return join(folder, `part ${part}`);
}

async function date(tool: ExifTool, path: string, { takenAt, camera }: Shot): Promise<void> {
  if (takenAt === null) return;
  const tags = { DateTimeOriginal: takenAt, ...(camera === null ? {} : { Model: camera }) };
  await tool.write(path, tags, { writeArgs: ['-overwrite_original'] });
}
