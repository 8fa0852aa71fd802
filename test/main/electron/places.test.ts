import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { places } from '../../../main/electron/places.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

test('in development everything lies in the checkout, and the engine runs unbuilt', () => {
  vi.stubEnv('TWINLENS_NODE', process.execPath);
  const { node, engine, icon } = places({ isPackaged: false, getAppPath: () => root }, '', process.platform);
  vi.unstubAllEnvs();
  expect(node).toBe(process.execPath);
  expect([engine, icon].filter((path) => !existsSync(path))).toEqual([]);
});

test('installed, plain Node runs what lies unpacked beside the archive', () => {
  const resources = join('opt', 'Twinlens', 'resources');
  const app = { isPackaged: true, getAppPath: () => join(resources, 'app.asar') };
  const { node, engine, preload } = places(app, resources, 'win32');
  expect(node).toBe(join(resources, 'node', 'node.exe'));
  expect(engine).toBe(join(resources, 'core', 'main', 'engine.js'));
  expect(preload).toBe(join(resources, 'app.asar', 'dist', 'main', 'electron', 'preload.cjs'));
});
