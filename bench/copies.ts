/**
 * `npm run bench:copies [-- FOLDER]`: whether copies are found and strangers kept apart. Takes 500 photos of a folder as
 * originals (of `../shared/photos` the held-out ones, when no folder is given), makes copies and near-copies of them,
 * and runs all of it through the verifier and through the whole engine. Prints tables.
 */
import { hash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { comparePhotos, type SeenPhoto } from '../app/answers/compare-photos.ts';
import { Decoders } from '../app/decoding/decoders.ts';
import { analyse } from '../app/scan/analyse.ts';
import { isCopy as isCopyKind } from '../app/grouping/kinds.ts';
import { shippedJudge } from '../app/lessons/learned.ts';
import { Verifier } from '../app/pairs/verifier/verifier.ts';
import { Judge } from '../app/learning/judge/judge.ts';
import { openLibrary, type Library } from '../app/library.ts';
import { applyEdit, edits, reorient } from './edits.ts';
import { photosToMeasureOn } from './photos.ts';
import { table } from './table.ts';

const originals = 500;
const thresholds = [0, 0.3, 0.45, 0.5, 0.55, 0.63, 0.7];

const scratch = await mkdtemp(join(tmpdir(), 'twinlens-copies-'));
const verifier = new Verifier();
const decoders = new Decoders();
const library = await openLibrary({ directory: join(scratch, 'library') });
const tools = {
  verifier,
  decoders,
  model: library.model,
  threshold: 0,
  learned: null,
  prior: Judge.adapted(shippedJudge(), []),
};
try {
  const photos = await pickOriginals();
  const verified = await measureVerifier(library, photos);
  say('The verifier: share of pairs called copies', verified);
  say(`Groups: ${photos.length} originals with five copies each`, await measureGroups(library, photos));
} finally {
  await verifier.close();
  decoders.close();
  await library.close();
  await rm(scratch, { recursive: true, force: true });
}

async function pickOriginals(): Promise<Buffer[]> {
  const picked = (await photosToMeasureOn(process.argv[2])).slice(0, originals);
  return Promise.all(picked.map(({ path }) => sharp(path).autoOrient().jpeg({ quality: 92 }).toBuffer()));
}

/** Every original against its edits, and against the next original. */
async function measureVerifier(engine: Library, photos: Buffer[]) {
  const counts = new Map<string, { isCopy: string; called: number; pairs: number }>();
  const note = async (name: string, isCopy: string, a: SeenPhoto, b: SeenPhoto) => {
    const { kind } = await comparePhotos(a, b, tools);
    const count = counts.get(name) ?? { isCopy, called: 0, pairs: 0 };
    counts.set(name, {
      ...count,
      called: count.called + Number(isCopyKind(kind)),
      pairs: count.pairs + 1,
    });
  };
  let before: SeenPhoto | null = null;
  for (const photo of photos) {
    const seen = await see(engine, photo);
    for (const edit of edits) {
      const edited = await applyEdit(edit, photo).catch(() => null); // too small a photo for this edit
      if (edited !== null) await note(edit.name, edit.isCopy ? 'yes' : 'no', seen, await see(engine, edited));
    }
    if (before !== null) await note('another photo', 'no', before, seen);
    before = seen;
  }
  return [...counts].map(([edit, { isCopy, called, pairs }]) => ({
    edit,
    copy: isCopy,
    'called a copy': (called / pairs).toFixed(3),
    pairs,
  }));
}

async function see(engine: Library, bytes: Buffer): Promise<SeenPhoto> {
  const analysis = await analyse(bytes, await engine.encoder(), engine.model);
  // A proof reads the file.
  const sha256 = hash('sha256', bytes);
  const path = join(scratch, sha256);
  await writeFile(path, bytes);
  return { path, sha256, analysis };
}

/** The whole engine: which copies sit in their original's group, and which groups join different originals. */
async function measureGroups(engine: Library, photos: Buffer[]) {
  const made = join(scratch, 'photos');
  await mkdir(made);
  for (const [at, photo] of photos.entries()) {
    const name = (copy: string) => join(made, `${at}_${copy}.jpg`);
    const { width } = await sharp(photo).metadata();
    const orientation = 2 + (at % 7);
    await writeFile(name('original'), photo);
    await writeFile(name('identical'), photo);
    await writeFile(name('quality 30'), await sharp(photo).jpeg({ quality: 30 }).toBuffer());
    await writeFile(
      name('quarter'),
      await sharp(photo)
        .resize(Math.max(8, Math.round(width / 4)))
        .jpeg()
        .toBuffer(),
    );
    await writeFile(name('turned and tagged'), await reorient(photo, orientation, true));
    await writeFile(name('tag changed'), await reorient(photo, orientation, false));
  }
  const { job } = await engine.call('scan', { folders: [made] });
  await engine.finished(job);
  const copies = ['identical', 'quality 30', 'quarter', 'turned and tagged', 'tag changed'];
  const rows = [];
  for (const threshold of [...new Set([...thresholds, engine.model.threshold])].sort((a, b) => a - b)) {
    const { groups } = await engine.call('groups', { threshold });
    const found = Object.fromEntries(copies.map((copy) => [copy, 0]));
    let joined = 0;
    for (const { photos: members } of groups) {
      const names = members.map(({ path }) => basename(path, '.jpg').split('_') as [string, string]);
      const withOriginal = new Set(names.filter(([, copy]) => copy === 'original').map(([at]) => at));
      for (const [at, copy] of names) if (withOriginal.has(at) && copy in found) found[copy] = (found[copy] ?? 0) + 1;
      if (new Set(names.map(([at]) => at)).size > 1) joined++;
    }
    rows.push({
      threshold: `${threshold}${threshold === engine.model.threshold ? ' (default)' : ''}`,
      ...found,
      'groups that join different photos': joined,
    });
  }
  return rows;
}

function say(title: string, rows: Record<string, string | number>[]): void {
  process.stdout.write(`${title}\n\n${table(rows)}\n\n`);
}
