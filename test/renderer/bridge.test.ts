/** What the window's state sends crosses Electron's context bridge, which copies what it passes on and refuses a Proxy. */
import { expect, test } from 'vitest';
import type { CommandName } from '../../app/contract/contract.ts';
import { bridgeClient, type Bridge } from '../../renderer/client/bridge.ts';
import { connect } from '../../renderer/client/client.svelte.ts';
import { CleanUp } from '../../renderer/state/clean-up.svelte.ts';
import { ExportPlan } from '../../renderer/state/export-plan.svelte.ts';
import { Marks } from '../../renderer/state/decisions/marks.svelte.ts';
import { outboxOf } from './cloning-client.ts';
import { groupOf } from './groups-of.ts';

const bridge = {
  call(name: CommandName, input: unknown) {
    structuredClone(input);
    if (name === 'groups') return Promise.resolve({ groups: [groupOf('one', { a: {}, b: {} })] });
    if (name === 'plan')
      return Promise.resolve({ photos: [], files: 0, bytes: 0, left: [], warnings: [], foundAgain: null });
    return Promise.resolve({ job: 7 });
  },
  on: () => () => undefined,
} as unknown as Bridge;

test('a clean-up of copies reaches the core through Electron', async () => {
  const client = connect(bridgeClient(bridge));
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  await cleanUp.refresh();
  expect(cleanUp.problem).toBeNull();
});

test('an export reaches the core through Electron', async () => {
  const plan = new ExportPlan(connect(bridgeClient(bridge)), null);
  plan.folder = '/there';
  expect(await plan.start()).toBe(7);
  expect(plan.problem).toBeNull();
});
