/**
 * A simulated library, kept in a folder by all that it depends on: collecting it takes minutes.
 */
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '../../app/vision/encoder/model.ts';
import type { MeasuredPhoto } from '../photos.ts';
import { collect, type SimulatedLibrary, type Tools } from './collect.ts';

/** Collects a library, or takes it from the folder `cache`, which is made when missing. */
export async function collectLibrary(
  sources: readonly MeasuredPhoto[],
  seed: string,
  cache: string,
  tools: Tools,
): Promise<SimulatedLibrary> {
  const file = join(cache, `${keyOf(sources, seed, tools.model)}.json`);
  if (existsSync(file)) return fromJson(await readFile(file, 'utf8'));
  const library = await collect(sources, seed, tools);
  await mkdir(cache, { recursive: true });
  // Under another name until it is whole: a stopped run leaves no half library.
  await writeFile(`${file}.part`, toJson(library));
  await rename(`${file}.part`, file);
  return library;
}

/** Folders and files whose code decides what a library holds; a change there makes another library. */
const decidedBy = [
  ...['app/vision', 'app/images', 'bench/quality/edits'],
  'app/pairs',
  ...['bench/quality/burst.ts', 'bench/quality/homography.ts', 'bench/random.ts'],
  ...['clock', 'collect', 'items', 'place'].map((name) => `bench/learning/${name}.ts`),
];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function keyOf(sources: readonly MeasuredPhoto[], seed: string, model: Model): string {
  const root = join(import.meta.dirname, '..', '..');
  const code = decidedBy.flatMap((path) => {
    const whole = join(root, path);
    const files = path.endsWith('.ts') ? [whole] : filesIn(whole);
    return files.sort().map((one) => readFileSync(one, 'utf8'));
  });
  const parts = [seed, model.version, ...code, ...sources.map(({ sha256 }) => sha256)];
  return hash('sha256', JSON.stringify(parts)).slice(0, 24);
}

function toJson({ vectors, ...library }: SimulatedLibrary): string {
  return JSON.stringify({ ...library, vectors: Buffer.from(vectors.buffer).toString('base64') });
}

export function fromJson(text: string): SimulatedLibrary {
  const { vectors, ...library } = JSON.parse(text) as Omit<SimulatedLibrary, 'vectors'> & { vectors: string };
  const bytes = Uint8Array.from(Buffer.from(vectors, 'base64'));
  return { ...library, vectors: new Float32Array(bytes.buffer) };
}
