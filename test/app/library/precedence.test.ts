import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Job } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, groupsOf, groupWith, scan, withLibrary } from '../scanning.ts';

const photos = 70;
const root = temporaryFolder();
const folder = join(root, 'photos');
/** Many photos that are scanned when they are asked for. */
const manyFolder = join(root, 'many');
const at = (name: string) => join(folder, name);
let library: Library;

beforeEach(async () => {
  const many = Array.from({ length: photos }, async (_, seed) => [`${seed}.jpg`, await jpeg(seed + 10)] as const);
  await writeFiles(folder, {
    'a.jpg': await jpeg(1),
    'a copy.jpg': await jpeg(1),
    'gone soon.jpg': await jpeg(2),
  });
  library = await openLibrary({ directory: join(root, 'library'), watch: true });
  await scan(library, folder);
  await writeFiles(manyFolder, Object.fromEntries(await Promise.all(many)));
});

afterEach(() => library.close());

/** Resolves when photos are being looked at closely. */
async function verifying(): Promise<Job> {
  const { promise, resolve } = Promise.withResolvers<Job>();
  const stop = library.on('job', (job) => {
    if (job.phase === 'verifying' && job.state === 'running' && job.total >= photos && job.done > 0) resolve(job);
  });
  const job = await promise;
  stop();
  return job;
}

const jobs = async () => (await library.call('library', {})).jobs;

test('a clean-up and a change on disk go before looking closely, which goes on afterwards to the same groups', async () => {
  const seen = verifying();
  await library.call('scan', { folders: [manyFolder] });
  const background = await seen;
  const group = groupWith(await groupsOf(library), at('a.jpg'))!;
  const going = group.photos.find(({ keep }) => !keep)!.path;
  rmSync(at('gone soon.jpg'));
  const { job } = await library.call('apply', {
    to: join(root, 'put away'),
    selection: [{ group: group.id, remove: [going] }],
  });
  expect(await library.finished(job)).toMatchObject({ state: 'done', outcome: { files: 1 } });
  expect(existsSync(going)).toBe(false);
  expect(await jobs()).toContainEqual(expect.objectContaining({ id: background.id, phase: 'verifying' }));
  expect((await groupsOf(library)).some(({ photos: of }) => of.some(({ path }) => path === going))).toBe(false);

  const isTakenIn = async () => {
    expect((await library.call('library', {})).photos).toBe(photos + 1);
  };
  await vi.waitFor(isTakenIn, { timeout: 20_000, interval: 50 });
  const still = (await jobs()).find(({ id }) => id === background.id);
  if (still !== undefined) expect(still.done).toBeLessThanOrEqual(still.total);

  expect(await library.finished(background.id)).toMatchObject({ state: 'done' });
  await vi.waitFor(async () => expect(await jobs()).toEqual([]), { timeout: 60_000, interval: 50 });
  const here = byContent(await library.call('groups', {}));
  const elsewhere = await withLibrary(join(root, 'another library'), async (other) => {
    await scan(other, folder, manyFolder);
    return byContent(await other.call('groups', {}));
  });
  expect(here).toEqual(elsewhere);
});
