import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../setup/root.mjs';

const folders = ['app', 'main', 'demo', 'bench', 'test', 'renderer'];

/** The sources that a project checks, by their paths below the root. */
function checkedBy(project) {
  const list = execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, project), '--listFilesOnly'],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  return list
    .split(/\r?\n/)
    .map((path) => relative(root, path))
    .filter((path) => folders.includes(path.split(sep)[0]));
}

test('every TypeScript file is checked by a project, the rooms that compute with numbers by theirs alone', () => {
  const numbers = checkedBy('tsconfig.numbers.json');
  const checked = new Set([...numbers, ...checkedBy('tsconfig.json'), ...checkedBy('renderer/tsconfig.json')]);
  const written = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((path) => join(folder, path))
      // What becomes WebAssembly is checked by the compiler that makes it.
      .filter((path) => path.endsWith('.ts') && !path.includes(`kernels${sep}assembly`)),
  );
  expect(written.filter((path) => !checked.has(path))).toEqual([]);
  const rooms = ['vision', 'grouping', 'learning'].map((room) => join('app', room) + sep);
  // What those rooms take from above them.
  const shared = ['errors.ts', 'linear-system.ts', 'no-telemetry.ts', 'small-heap.ts'].map((file) => join('app', file));
  expect(numbers.toSorted()).toEqual(
    written.filter((path) => shared.includes(path) || rooms.some((room) => path.startsWith(room))).toSorted(),
  );
});
