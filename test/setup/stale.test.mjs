import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from '../../setup/stale.mjs';

let folder;
const at = (name, time) => utimesSync(join(folder, name), time, time);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-stale-'));
  mkdirSync(join(folder, 'sources', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'sources', 'deep', 'view.ts'), '');
  writeFileSync(join(folder, 'built'), '');
  for (const name of ['sources/deep/view.ts', 'sources/deep', 'sources']) at(name, 1000);
  at('built', 2000);
});

afterEach(() => rmSync(folder, { recursive: true }));

const stale = () => isStale(join(folder, 'built'), [join(folder, 'sources'), join(folder, 'not there')]);

test('fresh while nothing among the sources is newer', () => expect(stale()).toBe(false));

test('stale when a file deep inside changes', () => {
  at('sources/deep/view.ts', 3000);
  expect(stale()).toBe(true);
});

test('stale when a file is removed', () => {
  rmSync(join(folder, 'sources', 'deep', 'view.ts'));
  expect(stale()).toBe(true);
});

test('stale when it was never built', () => {
  rmSync(join(folder, 'built'));
  expect(stale()).toBe(true);
});
