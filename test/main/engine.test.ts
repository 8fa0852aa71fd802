import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Output } from '../../app/contract/contract.ts';
import { encodeFrame } from '../../main/channel/frames.ts';
import { toEngineLimits } from '../../main/channel/messages.ts';
import { engineEnvironment } from '../../main/electron/engine-environment.ts';
import { EngineProcess } from '../../main/electron/engine-process.ts';

const script = fileURLToPath(new URL('../../main/engine.ts', import.meta.url));
const grant = vi.fn(() => Promise.resolve<string | null>(null));
const environment = engineEnvironment(process.env, join(tmpdir(), 'twinlens-test-compiled'));
const onEnd = vi.fn<(reason: string, byItself: boolean) => void>();
const onEvent = vi.fn();

const question = JSON.stringify({ is: 'call', name: 'library', input: {} });

let folder: string;
let photos: string;
let engine: EngineProcess;

const start = (library = join(folder, 'library')) =>
  new EngineProcess({
    node: process.execPath,
    script,
    arguments: [library],
    environment,
    log: (text) => process.stderr.write(text),
    grant,
    onEvent,
    onEnd,
  });

beforeEach(async () => {
  vi.clearAllMocks();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-engine-')));
  photos = join(folder, 'photos');
  mkdirSync(photos);
  await sharp({ create: { width: 400, height: 300, channels: 3, background: 'seagreen' } })
    .jpeg()
    .toFile(join(photos, 'a.jpg'));
  engine = start();
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function library(): Promise<Output<'library'>> {
  return (await engine.call('library', {})) as Output<'library'>;
}

test('a real library answers, tells of its scan and gives image bytes', async () => {
  await engine.call('add-folder', { path: photos });
  await vi.waitFor(async () => expect((await library()).photos).toBe(1), { timeout: 20_000, interval: 50 });
  expect(onEvent).toHaveBeenCalledWith({ event: 'job', data: expect.objectContaining({ name: 'scan' }) as unknown });

  const compared = await engine.call('compare', { a: join(photos, 'a.jpg'), b: join(photos, 'a.jpg') });
  expect(compared).toMatchObject({ kind: 'identical', distance: 0 });
  expect(await engine.image('0'.repeat(64), 'thumbnail')).toBeNull();
});

test('image bytes arrive as they are', async () => {
  await sharp(join(photos, 'a.jpg')).jpeg({ quality: 50 }).toFile(join(photos, 'b.jpg'));
  await engine.call('add-folder', { path: photos });
  await vi.waitFor(async () => expect((await library()).photos).toBe(2), { timeout: 20_000, interval: 50 });
  await vi.waitFor(async () => expect((await engine.call('groups', {})) as object).toMatchObject({ total: 1 }), 20_000);
  const { groups } = (await engine.call('groups', {})) as Output<'groups'>;
  const image = await engine.image(groups[0]!.photos[0]!.sha256, 'thumbnail');
  expect((await sharp(image!.bytes).metadata()).width).toBe(320);
});

test('input is held against the contract, and refusals are sentences', async () => {
  await expect(engine.call('groups', { threshold: 7 })).rejects.toThrow(/threshold/i);
  await expect(engine.call('format-disk', {})).rejects.toThrow('There is no command “format-disk”.');
  await expect(engine.call('add-folder', { path: join(folder, 'nowhere') })).rejects.toThrow(/nowhere/);
});

test('asks the shell for its folder dialog', async () => {
  expect((await library()).canPickFolder).toBe(true);
  expect(await engine.call('pick-folder', {})).toEqual({ path: null });
  grant.mockResolvedValueOnce(photos);
  expect(await engine.call('pick-folder', {})).toEqual({ path: photos });
});

test('a library that another engine holds is refused with a sentence, once', async () => {
  await library();
  const second = start();
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce(), { timeout: 20_000 });
  expect(onEnd.mock.calls[0]?.[0]).toMatch(/library/);
  await second.close();
});

test('ends when the shell goes away without a word, and leaves the library free', async () => {
  await engine.close();
  const orphan = spawn(process.execPath, [script, join(folder, 'library')], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: environment,
  });
  const pipe = orphan.stdio[3] as Duplex;
  pipe.write(Buffer.concat(encodeFrame({ id: 1, text: question, bytes: new Uint8Array() }, toEngineLimits)));
  await once(pipe, 'data');
  pipe.destroy();
  expect(await once(orphan, 'exit')).toEqual([0, null]);
  engine = start();
  await library();
});
