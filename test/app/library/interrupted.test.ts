import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const photos = 60;
let whole: ReturnType<typeof byContent>;

beforeAll(async () => {
  for (let seed = 0; seed < photos / 2; seed++)
    await writeFiles(folder, {
      [`${seed}.jpg`]: await jpeg(seed),
      [`again ${seed}.jpg`]: await jpeg(seed, { quality: 50 }),
    });
  whole = await withLibrary(join(root, 'whole'), async (library) => {
    await scan(library, folder);
    return byContent(await library.call('groups', {}));
  });
  expect(whole.length).toBeGreaterThan(photos / 4);
});

/** Starts a scan and waits until it has read some photos. */
async function begin(library: Library): Promise<number> {
  const progress = new Promise<number>((resolve) =>
    library.on('job', (job: Job) => {
      if (job.state === 'running' && job.phase === 'reading' && job.done > 5) resolve(job.id);
    }),
  );
  await library.call('scan', { folders: [folder] });
  return progress;
}

describe('a scan that is cancelled', () => {
  test('keeps what it read, and the next one goes on from there to the same groups', async () => {
    const directory = join(root, 'cancelled');
    const read = await withLibrary(directory, async (library) => {
      const job = await begin(library);
      await library.call('cancel-job', { job });
      const { state, report } = await library.finished(job);
      expect(state).toBe('cancelled');
      expect(report).toMatchObject({ interrupted: true, removed: 0 });
      expect(report!.photos).toBeGreaterThan(0);
      expect(report!.photos).toBeLessThan(photos);
      expect(report!.photos).toBe(report!.work.filesRead);
      expect((await library.call('groups', {})).awaiting).toBe(report!.photos);
      return report!.photos;
    });
    await withLibrary(directory, async (library) => {
      expect(await scan(library)).toMatchObject({
        photos,
        new: photos - read,
        unchanged: read,
        interrupted: false,
      });
      expect(byContent(await library.call('groups', {}))).toEqual(whole);
    });
  });

  test('because the library is closed, loses nothing', async () => {
    const directory = join(root, 'closed');
    const library = await openLibrary({ directory });
    await begin(library);
    await library.close();
    await withLibrary(directory, async (again) => {
      expect((await scan(again)).unchanged).toBeGreaterThan(0);
      expect(byContent(await again.call('groups', {}))).toEqual(whole);
    });
  });
});

describe('a scan that is paused', () => {
  test('stands still until it is resumed, and then ends as if nothing had been', async () => {
    await withLibrary(join(root, 'paused'), async (library) => {
      const job = await begin(library);
      await library.call('pause-job', { job });
      const doneNow = async () => (await library.call('library', {})).jobs[0]!.done;
      // The photos that are in work already may still end.
      let done = -1;
      while (done !== (await doneNow())) {
        done = await doneNow();
        await wait(300);
      }
      expect((await library.call('library', {})).jobs).toMatchObject([{ id: job, state: 'paused' }]);
      expect(done).toBeLessThan(photos);
      await library.call('resume-job', { job });
      expect(await library.finished(job)).toMatchObject({ state: 'done', report: { photos, new: photos } });
      expect(byContent(await library.call('groups', {}))).toEqual(whole);
    });
  });
});
