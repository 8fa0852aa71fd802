import { renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job, LearnReport, Question, Verdict } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { hasRealPhotos, heldOutPhotos, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const directory = join(root, 'library');
const originals = 40;
let library: Library;

/** For whom a recoloured photo is another one; all else that is made of a photo is the same. */
function verdictOf({ a, b }: Question): Verdict {
  const [nameA, nameB] = [basename(a.path), basename(b.path)];
  const isGrey = (name: string) => name.includes('grey');
  return nameA.split(' ')[0] === nameB.split(' ')[0] && isGrey(nameA) === isGrey(nameB) ? 'same' : 'different';
}

async function answer(count: number, say: (question: Question) => Verdict): Promise<number> {
  let given = 0;
  while (given < count) {
    const { pairs } = await library.call('suggest', { count: 10 });
    if (pairs.length === 0) break;
    for (const question of pairs.slice(0, count - given)) {
      const pair = { a: question.a.sha256, b: question.b.sha256 };
      await library.call('judge', { pairs: [pair], verdict: say(question), origin: 'pair' });
      given++;
    }
  }
  return given;
}

async function ended({ job }: { job: number }): Promise<Job> {
  return library.finished(job);
}

async function learn(use = true): Promise<LearnReport> {
  const { lesson, error } = await ended(await library.call('learn', { use }));
  if (lesson === null) throw new Error(error ?? 'There is no report.');
  return lesson;
}

const contents = async () => (await groupsOf(library)).map(({ photos }) => new Set(photos.map(({ sha256 }) => sha256)));

/** Pairs of contents that are together in some group and in none of the others: counted one by one. */
function brokenPairs(groups: Set<string>[], others: Set<string>[]): number {
  let count = 0;
  for (const group of groups)
    for (const a of group)
      for (const b of group) if (a < b && !others.some((other) => other.has(a) && other.has(b))) count++;
  return count;
}

const paths = async () => (await groupsOf(library)).map(({ photos }) => photos.map(({ path }) => path));

describe.skipIf(!hasRealPhotos)('a library that is taught', () => {
  beforeAll(async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [at, path] of heldOutPhotos(originals).entries()) {
      const photo = await readFile(path);
      files[`${at} original.jpg`] = photo;
      files[`${at} small.jpg`] = await sharp(photo).resize({ width: 150 }).jpeg().toBuffer();
      files[`${at} grey.jpg`] = await sharp(photo).greyscale().jpeg({ quality: 90 }).toBuffer();
      files[`${at} cut.jpg`] = await cut(photo);
    }
    await writeFiles(folder, files);
    library = await openLibrary({ directory });
    await scan(library, folder);
  });
  afterAll(() => library.close());

  test('does not learn from too few answers, and says so', async () => {
    const lesson = await learn();
    expect(lesson).toMatchObject({ accepted: false, version: 0, labels: 0 });
    expect(lesson.sentence).toContain('too little to learn from');
    expect((await library.call('heads', {})).heads).toMatchObject([{ version: 0, active: true }]);
  });

  test('asks about no pair twice, and about no copy', async () => {
    const asked = new Set<string>();
    await answer(60, (question) => {
      expect(['edited', 'cropped', 'similar']).toContain(question.kind);
      const pair = [question.a.sha256, question.b.sha256].sort().join(' ');
      expect(asked).not.toContain(pair);
      asked.add(pair);
      return verdictOf(question);
    });
    expect(asked.size).toBe(60);
  });

  test('learns what counts as the same: pairs that nobody was asked about come apart', async () => {
    const isParted = async () => {
      let parted = 0;
      const groups = await groupsOf(library);
      for (let at = 0; at < originals; at++) {
        const group = groupWith(groups, join(folder, `${at} original.jpg`));
        if (group?.photos.some(({ path }) => path === join(folder, `${at} grey.jpg`)) !== true) parted++;
      }
      return parted;
    };
    const before = { groups: await paths(), parted: await isParted() };
    const lesson = await learn(false);
    expect(lesson.accepted, lesson.sentence).toBe(true);
    expect(lesson).toMatchObject({ version: 1, labels: 60, used: false });
    // What it would change is told, and nothing has changed yet.
    expect(await paths()).toEqual(before.groups);
    const changes = await library.call('head-changes', { version: 1 });
    const torn = changes.samples.filter(({ joined }) => !joined);
    expect(torn).toHaveLength(8);
    for (const { a, b } of torn) {
      const { judgements } = await library.call('judgements', {});
      expect(judgements.some((one) => one.a.sha256 === a.sha256 && one.b.sha256 === b.sha256)).toBe(false);
    }
    expect(await library.call('head-changes', { version: 0 })).toEqual({
      joined: { groups: 0, pairs: 0 },
      parted: { groups: 0, pairs: 0 },
      samples: [],
    });
    const idsBefore = await contents();
    expect(await ended(await library.call('use-head', { version: 1 }))).toMatchObject({ state: 'done' });
    expect(brokenPairs(idsBefore, await contents())).toBe(changes.parted.pairs);
    expect(brokenPairs(await contents(), idsBefore)).toBe(changes.joined.pairs);
    expect(lesson.after.errorsPerThousand.value).toBeLessThan(lesson.before.errorsPerThousand.value);
    const after = { groups: await paths(), parted: await isParted() };
    expect(after.parted).toBeGreaterThan(before.parted);
    expect(after.parted).toBeGreaterThan(originals * 0.8);

    // Going back brings back exactly the groups from before, and forward exactly those from after.
    expect(await ended(await library.call('use-head', { version: 0 }))).toMatchObject({ state: 'done' });
    expect(await paths()).toEqual(before.groups);
    expect(await ended(await library.call('use-head', { version: 1 }))).toMatchObject({ state: 'done' });
    expect(await paths()).toEqual(after.groups);
    expect((await library.call('heads', {})).heads).toMatchObject([
      { version: 0, active: false },
      { version: 1, active: true, labels: 60 },
    ]);
  });

  test('keeps what it learned when it is opened again, and for photos that come later', async () => {
    const before = await paths();
    await library.close();
    library = await openLibrary({ directory });
    expect(await paths()).toEqual(before);
    const late = heldOutPhotos(originals + 1)[originals]!;
    const photo = await readFile(late);
    await writeFiles(folder, {
      'late original.jpg': photo,
      'late small.jpg': await sharp(photo).resize({ width: 150 }).jpeg().toBuffer(),
      'late grey.jpg': await sharp(photo).greyscale().jpeg({ quality: 90 }).toBuffer(),
    });
    await scan(library);
    const group = groupWith(await groupsOf(library), join(folder, 'late original.jpg'));
    expect(group?.photos.map(({ path }) => basename(path)).sort()).toEqual(['late original.jpg', 'late small.jpg']);
  });

  test('a “different” answer holds under a new head, after a move and a rescan', async () => {
    const pair = ['7 original.jpg', '7 cut.jpg'].map((name) => join(folder, name)) as [string, string];
    await library.call('label', { a: pair[0], b: pair[1], verdict: 'different' });
    renameSync(pair[1], join(folder, 'moved.jpg'));
    await scan(library);
    for (const version of [0, 1]) {
      await ended(await library.call('use-head', { version }));
      const group = groupWith(await groupsOf(library), pair[0]);
      expect(group?.photos.some(({ path }) => path === join(folder, 'moved.jpg')) ?? false).toBe(false);
    }
  });

  test('names the versions there are when asked for another', async () => {
    await expect(library.call('use-head', { version: 7 })).rejects.toThrow('from 0, which ships with Twinlens, to 1');
  });
});

async function cut(photo: Uint8Array): Promise<Buffer> {
  const { width, height } = await sharp(photo).metadata();
  const [wide, high] = [Math.round(width * 0.75), Math.round(height * 0.75)];
  return sharp(photo).extract({ left: 0, top: 0, width: wide, height: high }).jpeg({ quality: 90 }).toBuffer();
}
