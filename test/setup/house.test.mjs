import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Linter } from 'eslint';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { house } from '../../setup/lint/house.mjs';

let root;
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'twinlens-house-'))));
afterEach(() => rm(root, { recursive: true }));

async function put(files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** What the rules say of a file. */
function said(path) {
  const rules = { 'house/no-cycle': 'error', 'house/side-by-side': 'error', 'house/one-name': 'error' };
  return new Linter({ cwd: root })
    .verify('', [{ files: ['**/*.ts'], plugins: { house: house(root) }, rules }], { filename: join(root, path) })
    .map(({ message }) => message);
}

test('a cycle of types alone is a cycle', async () => {
  await put({
    'app/pairs/a.ts': `import type { B } from '../groups/b.ts';\nexport type A = B;`,
    'app/groups/b.ts': `import type { A } from '../pairs/a.ts';\nexport type B = A | 1;`,
    'app/groups/c.ts': `import type { A } from '../pairs/a.ts';\nexport type C = A;`,
  });
  const [sentence, ...others] = said('app/pairs/a.ts');
  expect(sentence).toMatch(/^Imports go round in a circle: /);
  expect(sentence).toContain('app/pairs/a.ts');
  expect(sentence).toContain('app/groups/b.ts');
  expect(others).toEqual([]);
  expect(said('app/groups/c.ts'), 'what leads into a cycle and is not on it').toEqual([]);
});

test('a cycle through a component is seen', async () => {
  await put({
    'renderer/A.svelte': `<script lang="ts">\n  import { b } from './b.ts';\n</script>\n{b}`,
    'renderer/b.ts': `import A from './A.svelte';\nexport const b = A;`,
  });
  expect(said('renderer/b.ts')).toHaveLength(1);
});

test('a folder holds twenty files and no more', async () => {
  await put(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`main/file-${index}.ts`, ''])));
  expect(said('main/file-0.ts')).toEqual([]);
  await put({ 'main/one-more.ts': '' });
  expect(said('main/file-0.ts')).toEqual(['main holds 21 files side by side, more than 20: give it rooms.']);
});

test('one name in app/ is one file', async () => {
  await put({
    'app/pairs/keepers.ts': '',
    'app/store/keepers.ts': '',
    'main/keepers.ts': '',
    'app/store/photos.ts': '',
  });
  expect(said('app/store/keepers.ts')).toEqual([expect.stringContaining('app/pairs/keepers.ts, app/store/keepers.ts')]);
  expect(said('app/store/photos.ts')).toEqual([]);
  expect(said('main/keepers.ts'), 'other houses have names of their own').toEqual([]);
});
