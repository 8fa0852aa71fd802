/** The whole desktop app, driven as a person's computer runs it. Needs Electron's program and a display. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileShell, installedElectron } from '../../../setup/electron.mjs';
import { pages } from '../../../setup/pages.mjs';
import { root } from '../../../setup/root.mjs';

const linux = process.platform === 'linux';
const program = installedElectron();
const missing = [
  program === null && 'Electron’s program is not here: “npx install-electron” gets it',
  linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY && 'there is no display',
].find(Boolean);
if (missing) console.warn(`The desktop app itself is not tested here: ${missing}.`);

describe.skipIf(missing)('the desktop app', () => {
  let folder;
  let electron;
  let window;

  beforeAll(async () => {
    pages(process.execPath);
    compileShell(process.execPath);
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-desktop-')));
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    await sharp({ create: { width: 64, height: 48, channels: 3, background: 'teal' } })
      .jpeg()
      .toFile(join(photos, 'teal.jpg'));
    const rootNeeds = linux && process.getuid() === 0 ? ['--no-sandbox'] : [];
    electron = await _electron.launch({
      executablePath: program,
      env: { ...process.env, TWINLENS_NODE: process.execPath },
      args: [...rootNeeds, root, '--library', join(folder, 'library'), photos],
    });
    window = await electron.firstWindow();
  }, 120_000);

  afterAll(async () => {
    await electron?.close();
    if (folder) rmSync(folder, { recursive: true, maxRetries: 5 });
  });

  const call = (name, input = {}) =>
    window.evaluate(([name, input]) => globalThis.twinlens.call(name, input), [name, input]);

  test('opens the library and the folder of its command line', async () => {
    expect(await window.title()).toContain('Twinlens');
    await expect.poll(async () => (await call('library')).photos, { timeout: 30_000 }).toBe(1);
    expect((await call('library')).directory).toBe(join(folder, 'library'));
  });

  test('its content has no Node and cannot leave its pages', async () => {
    expect(await window.evaluate(() => [typeof globalThis.require, typeof globalThis.process])).toEqual([
      'undefined',
      'undefined',
    ]);
    await window.evaluate(() => void (globalThis.location.href = 'https://example.com/'));
    await window.evaluate(() => void globalThis.open('https://example.com/'));
    expect(window.url()).toBe('app://twinlens/index.html');
    expect(electron.windows()).toHaveLength(1);
  });

  test('a command that is not of the contract is refused', async () => {
    await expect(call('format-disk')).rejects.toThrow('There is no such command.');
  });
});
