import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({ cwd: root });

/** What ESLint says of an import, of a type alone, from a file of the project. */
async function breachesOf(file, imported) {
  const text = `import type * as other from '${imported}';\nexport type Other = typeof other;\n`;
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result.messages
    .filter(({ ruleId }) => ruleId === 'import-x/no-restricted-paths')
    .map(({ message }) => message);
}

test.each([
  ['a higher floor', 'app/pairs/near-pairs.ts', '../scan/read-changes.ts', 'app/pairs imports only what lies below it'],
  [
    'a neighbour on one floor',
    'app/scan/analyse.ts',
    '../actions/apply.ts',
    'app/scan imports only what lies below it',
  ],
  ['another room', 'app/store/photos.ts', '../images/decode.ts', 'app/store imports only what lies below it'],
  ['the contract, from a room', 'app/vision/encoder/model.ts', '../../contract/contract.ts', 'app/vision imports only'],
  ['a plan, from what touches one file', 'app/actions/disk/disk.ts', '../plan/plan.ts', 'touches one file at a time'],
  ['the core, from the window', 'renderer/state/latest.ts', '../../app/library.ts', 'nothing but app/contract/'],
])('no import of %s', async (_, file, imported, why) => {
  expect(await breachesOf(file, imported)).toEqual([expect.stringContaining(why)]);
});

test.each([
  ['a lower floor', 'app/pairs/near-pairs.ts', '../store/pairs.ts'],
  ['the contract, above the rooms', 'app/groups/find-keeper.ts', '../contract/contract.ts'],
  ['the contract, from the window', 'renderer/state/latest.ts', '../../app/contract/contract.ts'],
])('an import of %s is none of these', async (_, file, imported) => {
  expect(await breachesOf(file, imported)).toEqual([]);
});
