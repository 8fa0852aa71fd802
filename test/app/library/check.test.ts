/** Holding a folder against the library as a job, and copying what is missing into folders by date. */
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionReport } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { tree } from '../actions/household.ts';
import { check, scan } from '../scanning.ts';

const root = temporaryFolder();
let place: string;
let library: Library;
let count = 0;

const at = (...names: string[]) => join(place, ...names);
const listing = (path: string) =>
  Object.keys(tree(path))
    .map((name) => name.slice(path.length + 1))
    .sort();

async function done(job: { job: number }): Promise<ActionReport> {
  const { outcome, error } = await library.finished(job.job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

beforeEach(async () => {
  place = join(root, String(count++));
  const sea = await jpeg(1, { width: 640, height: 480, quality: 95 });
  const taken = await paint(2, { width: 640, height: 480 })
    .withExif({ IFD2: { DateTimeOriginal: '2019:07:14 10:11:12' } })
    .jpeg()
    .toBuffer();
  await writeFiles(at('photos'), {
    'sea.jpg': sea,
    'hill small.jpg': await sharp(taken).resize(320).jpeg().toBuffer(),
  });
  await writeFiles(at('card'), {
    'DCIM/1.jpg': sea,
    'DCIM/2.jpg': taken,
    'DCIM/2 again.jpg': taken,
    'DCIM/2.CR2': Buffer.alloc(700, 3),
    'DCIM/3.jpg': await jpeg(3, { width: 400, height: 300 }),
    'DCIM/4.jpg': await sharp(sea).resize(320).jpeg().toBuffer(),
    'DCIM/broken.jpg': 'no picture',
  });
  library = await openLibrary({ directory: at('library') });
  await scan(library, at('photos'));
}, 120_000);

afterEach(() => library.close());

describe('a check', () => {
  test('is a job with progress, tells what stands for each photo, and adds nothing to the library', async () => {
    const phases = new Set<string>();
    library.on('job', (job) => job.name === 'check' && phases.add(`${job.phase} ${job.state}`));
    const { job } = await library.call('check', { folder: at('card') });
    const ended = await library.finished(job);
    expect(ended).toMatchObject({ name: 'check', state: 'done', folders: [at('card')], error: null });
    expect(ended.check).toEqual({
      checked: 5,
      states: { copy: 1, larger: 1, lesser: 2, edited: 0, similar: 0, nothing: 1 },
      unreadable: 1,
      interrupted: false,
    });
    expect([...phases]).toContain('reading running');
    const { files, total, unreadable } = await library.call('checked', { job, state: 'lesser', limit: 1, offset: 1 });
    expect(files.map(({ path, there, match }) => [path, there, match])).toEqual([
      [at('card', 'DCIM', '2.jpg'), 'lesser', at('photos', 'hill small.jpg')],
    ]);
    expect({ total, unreadable: unreadable.map(({ path }) => path) }).toEqual({
      total: 2,
      unreadable: [at('card', 'DCIM', 'broken.jpg')],
    });
    expect((await library.call('library', {})).photos).toBe(2);
    // The window can show what the library does not hold.
    const image = await library.image(files[0]!.sha256, 'thumbnail');
    expect((await sharp(image!.bytes).metadata()).width).toBe(320);
  });

  test('that is cancelled says so; of one that is long past nothing is known', async () => {
    const { job } = await library.call('check', { folder: at('card') });
    await library.call('cancel-job', { job });
    const ended = await library.finished(job);
    expect(ended.check?.interrupted ?? true).toBe(true);
    const first = await check(library, at('card'));
    await check(library, at('photos'));
    await check(library, at('photos'));
    await expect(library.call('checked', { job: first.job })).rejects.toThrow('check the folder again');
    await expect(library.call('check', { folder: at('nowhere') })).rejects.toThrow(/nowhere/);
  });
});

describe('what is missing', () => {
  test('is copied by the day it was taken, each content once, with what belongs to it; the card stays as it is', async () => {
    const before = tree(at('card'));
    const { job } = await check(library, at('card'));
    const copied = await done(
      await library.call('import', { check: job, to: at('new'), states: ['nothing', 'lesser'] }),
    );
    expect(copied).toMatchObject({ files: 3, skipped: [], interrupted: false });
    expect(listing(at('new'))).toEqual(['2019/2019-07-14/2.CR2', '2019/2019-07-14/2.jpg', 'No date/3.jpg']);
    expect(tree(at('card'))).toEqual(before);
    // Where names are taken, nothing is replaced.
    const again = await done(await library.call('import', { check: job, to: at('new'), states: ['nothing'] }));
    expect(listing(at('new', 'No date'))).toEqual(['3 (2).jpg', '3.jpg']);
    for (const { operation } of [again, copied])
      expect(await done(await library.call('undo', { operation }))).toMatchObject({ skipped: [] });
    expect(listing(at('new'))).toEqual([]);
    expect(tree(at('card'))).toEqual(before);
  });

  test('is found at once where it is copied into a folder of the library, and then it is had', async () => {
    const { job } = await check(library, at('card'));
    await done(await library.call('import', { check: job, to: at('photos', 'From the card'), states: ['nothing'] }));
    await expect.poll(async () => (await library.call('library', {})).photos, { timeout: 30_000 }).toBe(3);
    await expect.poll(async () => (await library.call('library', {})).jobs.length, { timeout: 30_000 }).toBe(0);
    const { files } = await check(library, at('card'));
    expect(files.find(({ path }) => path === at('card', 'DCIM', '3.jpg'))).toMatchObject({
      have: true,
      match: at('photos', 'From the card', 'No date', '3.jpg'),
    });
  });

  test('stays where it is when it was changed or is gone since the check, and is named', async () => {
    const { job } = await check(library, at('card'));
    rmSync(at('card', 'DCIM', '3.jpg'));
    writeFileSync(at('card', 'DCIM', '2.jpg'), 'something else');
    utimesSync(at('card', 'DCIM', '2.jpg'), 1, 1);
    const { files, skipped } = await done(
      await library.call('import', { check: job, to: at('new'), states: ['nothing', 'lesser'] }),
    );
    expect(files).toBe(0);
    expect(skipped.map(({ path }) => path).sort()).toEqual(
      ['2.CR2', '2.jpg', '3.jpg'].map((name) => at('card', 'DCIM', name)),
    );
  });

  test('is not put into the folder that was checked, nor into a protected one', async () => {
    const { job } = await check(library, at('card'));
    const into = (to: string) => library.call('import', { check: job, to, states: ['nothing'] });
    await expect(into(at('card', 'new'))).rejects.toThrow('pick one elsewhere');
    await library.call('set-rules', { protect: [at('photos')] });
    await expect(into(at('photos', 'new'))).rejects.toThrow('protected');
  });
});
