/** The engine is killed again and again while it scans: the scan goes on each time, and ends with the same groups. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Output } from '../../app/contract/contract.ts';
import { openLibrary } from '../../app/library.ts';
import { engineEnvironment } from '../../main/electron/engine-environment.ts';
import { EngineProcess } from '../../main/electron/engine-process.ts';
import { byContent } from '../app/scanning.ts';
import { paint } from '../photos.ts';

const script = fileURLToPath(new URL('../../main/engine.ts', import.meta.url));
const kills = 10;

let folder: string;
let photos: string;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-killed-')));
  photos = join(folder, 'photos');
  mkdirSync(photos);
  for (let place = 0; place < 24; place += 1) {
    const picture = await paint(place, { width: 1200, height: 900 }).png().toBuffer();
    await writeFile(join(photos, `${place}.jpg`), await sharp(picture).jpeg({ quality: 95 }).toBuffer());
    await writeFile(join(photos, `${place}-small.jpg`), await sharp(picture).resize(600).jpeg().toBuffer());
    await writeFile(join(photos, `${place}-gray.jpg`), await sharp(picture).resize(700).grayscale().jpeg().toBuffer());
  }
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

test(
  'an engine that is killed ten times during a scan ends with the groups of one that was not',
  { timeout: 300_000 },
  async () => {
    const undisturbed = await openLibrary({ directory: join(folder, 'undisturbed') });
    const { job } = await undisturbed.call('scan', { folders: [photos] });
    await undisturbed.finished(job);
    const expected = byContent(await undisturbed.call('groups', {}));
    await undisturbed.close();
    expect(expected.length).toBeGreaterThan(15);

    const onEnd = vi.fn();
    const pids: number[] = [];
    let scanning = false;
    let seed = 1;
    const engine = new EngineProcess({
      node: process.execPath,
      script,
      arguments: [join(folder, 'library')],
      environment: engineEnvironment(process.env, join(folder, 'compiled')),
      log: (text) => process.stderr.write(text),
      grant: () => Promise.resolve(null),
      onEvent: (event) => {
        if (event.event === 'job') scanning = event.data.state === 'running';
      },
      onEnd,
    });
    const call = async <Answer>(name: string, input: object): Promise<Answer> => {
      for (;;) {
        try {
          return (await engine.call(name, input)) as Answer;
        } catch (error) {
          if (!String(error).includes('started again')) throw error;
        }
      }
    };
    await call('add-folder', { path: photos });
    for (let kill = 0; kill < kills; kill += 1) {
      await vi.waitFor(() => expect(scanning).toBe(true), { timeout: 60_000, interval: 5 });
      // Anywhere in the scan: as it begins, while it reads, compares and verifies.
      seed = (seed * 48_271) % 2_147_483_647;
      await wait(seed % 600);
      pids.push(engine.pid!);
      scanning = false;
      process.kill(engine.pid!, 'SIGKILL');
    }
    await vi.waitFor(
      async () => {
        const { jobs } = await call<Output<'library'>>('library', {});
        expect(scanning || jobs.length > 0).toBe(false);
        expect((await call<Output<'groups'>>('groups', {})).awaiting).toBe(0);
      },
      { timeout: 200_000, interval: 200 },
    );
    expect(new Set(pids).size).toBe(kills);
    expect(byContent(await call<Output<'groups'>>('groups', {}))).toEqual(expected);
    expect(await call('unreadable', {})).toEqual({ files: [] });
    expect(onEnd).not.toHaveBeenCalled();
    await engine.close();
  },
);
