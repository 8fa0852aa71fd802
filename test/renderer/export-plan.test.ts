import { beforeEach, expect, test } from 'vitest';
import type { CommandName } from '../../app/contract/contract.ts';
import { ExportPlan } from '../../renderer/state/export-plan.svelte.ts';
import { cloningClient } from './cloning-client.ts';
import { groupOf } from './groups-of.ts';

let called: [CommandName, unknown][];
let home: string;

const client = cloningClient({
  call(name: CommandName, input: unknown) {
    called.push([name, input]);
    if (name === 'browse') return Promise.resolve({ path: home });
    if (name === 'export') return Promise.reject(new Error('The folder /there is not empty.'));
    const groups = [
      groupOf('one', { a: {}, b: { bytes: 50 } }),
      groupOf('two', { c: {}, d: { offline: true }, e: {} }),
    ];
    groups[1]!.kinds = ['resized', 'edited'];
    return Promise.resolve({ groups });
  },
});

beforeEach(() => {
  called = [];
  home = '/home/ada';
});

test('what an export makes follows from the kinds of groups that are chosen', async () => {
  const plan = new ExportPlan(client, null);
  await plan.refresh();
  expect(plan.sums).toEqual({ groups: 2, photos: 5, bytes: 450, offline: 1 });
  // A group that holds several kinds is exported once.
  expect(plan.byKind).toMatchObject({ resized: 2, edited: 1, cropped: 0 });
  plan.kinds = ['edited'];
  expect(plan.sums).toEqual({ groups: 1, photos: 3, bytes: 300, offline: 1 });
  // Opened while one kind is shown, it is for that kind.
  expect(new ExportPlan(client, 'edited').kinds).toEqual(['edited']);
});

test('a new folder in the home is proposed, in the words of its system, but not over what was typed', async () => {
  const plan = new ExportPlan(client, null);
  await plan.propose('Export');
  expect(plan.folder).toBe('/home/ada/Export');
  home = 'C:\\Users\\Ada';
  const other = new ExportPlan(client, null);
  await other.propose('Export');
  expect(other.folder).toBe('C:\\Users\\Ada\\Export');
  await plan.propose('Another');
  expect(plan.folder).toBe('/home/ada/Export');
});

test('a refusal is kept as its sentence', async () => {
  const plan = new ExportPlan(client, 'resized');
  plan.folder = '/there';
  plan.mode = 'hardlink';
  expect(await plan.start()).toBeNull();
  expect(plan.problem).toBe('The folder /there is not empty.');
  expect(called.at(-1)).toEqual(['export', { folder: '/there', mode: 'hardlink', kinds: ['resized'] }]);
});
