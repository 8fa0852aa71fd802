import { beforeEach, expect, test } from 'vitest';
import type { CommandName, Group, Input, Output } from '../../app/contract/contract.ts';
import { CleanUp } from '../../renderer/state/clean-up.svelte.ts';
import { Marks } from '../../renderer/state/decisions/marks.svelte.ts';
import { cloningClient, outboxOf } from './cloning-client.ts';
import { groupOf } from './groups-of.ts';

type Removal = Input<'plan'>;

let groups: Group[];
let called: { name: CommandName; input: Removal }[];
let gate: Promise<void>;
let open: () => void;

/** A core that plans as the contract says: what is asked for, each with the keeper of its group. */
function planned({ kinds = [], selection }: Removal): Output<'plan'> {
  const photos = groups.flatMap((group) =>
    group.photos
      .filter(({ path, keep, kind }) =>
        selection ? selection.some(({ remove }) => remove.includes(path)) : !keep && kinds.includes(kind),
      )
      .map(({ path, kind, said, bytes }) => ({
        path,
        kind,
        said,
        bytes,
        keeper: group.photos[0]!.path,
        reason: group.reason,
        companions: [`${path}.xmp`],
        staying: [],
      })),
  );
  const bytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
  return { photos, files: 2 * photos.length, bytes, left: [], warnings: [], foundAgain: null };
}

const client = cloningClient({
  async call(name: CommandName, input: Removal) {
    called.push({ name, input });
    await gate;
    if (name === 'groups') return { groups };
    if (name === 'plan') return planned(input);
    if (name === 'apply' && input.to === '/full') throw new Error('The folder /full cannot be made.');
    return { job: 7 };
  },
});

const asked = (name: CommandName) => called.filter((call) => call.name === name).map(({ input }) => input);

beforeEach(() => {
  groups = [
    groupOf('one', { a: {}, b: {}, c: { kind: 'edited' } }),
    groupOf('two', { d: {}, e: { kind: 'identical' } }),
  ];
  called = [];
  gate = Promise.resolve();
});

test('verified copies of all safe kinds go, unless something is marked', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  await cleanUp.refresh();
  expect(asked('plan')).toEqual([{ to: 'trash', kinds: ['identical', 'same-pixels', 'resized', 'said'] }]);
  expect(cleanUp.plan?.photos.map(({ path }) => path)).toEqual(['b', 'e']);
  expect([cleanUp.groups, cleanUp.companions]).toEqual([2, 2]);
  expect(cleanUp.counts).toEqual({ resized: 1, edited: 1, identical: 1 });

  const marks = new Marks(client, outboxOf(client));
  marks.add(groups[0]!.photos[2]!);
  const marked = new CleanUp(client, marks);
  await marked.refresh();
  expect(marked.what).toBe('marked');
  expect(asked('plan').at(-1)).toEqual({ to: 'trash', selection: [{ group: 'one', remove: ['c'] }] });
});

test('what only a copy knows is merged where the person says', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  cleanUp.merge = 'sidecar';
  cleanUp.kinds = ['identical'];
  await cleanUp.refresh();
  await cleanUp.confirm();
  expect(asked('apply')).toEqual([{ to: 'trash', kinds: ['identical'], mergeMetadata: 'sidecar' }]);
});

test('nothing begins while the plan is not that of what is chosen', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  expect(cleanUp.ready).toBe(false);
  await cleanUp.refresh();
  expect(cleanUp.ready).toBe(true);
  gate = new Promise((resolve) => (open = resolve));
  cleanUp.kinds = ['identical'];
  const first = cleanUp.refresh();
  expect(cleanUp.ready).toBe(false);
  cleanUp.kinds = ['resized'];
  const last = cleanUp.refresh();
  open();
  await Promise.all([first, last]);
  expect(cleanUp.ready).toBe(true);
  expect(cleanUp.plan?.photos.map(({ path }) => path)).toEqual(['b']);
});

test('while groups change the plan that is seen can be confirmed, and is held against what came', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  await cleanUp.refresh();
  gate = new Promise((resolve) => (open = resolve));
  const following = cleanUp.follow();
  expect(cleanUp.ready).toBe(true);
  const confirmed = cleanUp.confirm();
  open();
  await following;
  expect(await confirmed).toBe(7);

  gate = new Promise((resolve) => (open = resolve));
  const followed = cleanUp.follow();
  const begun = cleanUp.confirm();
  groups = groups.slice(1);
  open();
  await followed;
  expect(await begun).toBe(null);
  expect(cleanUp.changed).toBe(true);
  expect(asked('apply')).toHaveLength(1);
});

test('a folder has to be named by its whole path', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  cleanUp.where = 'folder';
  for (const [folder, ready] of [
    ['', false],
    ['away', false],
    ['~/away', false],
    ['/away', true],
    ['D:\\away', true],
    ['\\\\server\\away', true],
  ] as const) {
    cleanUp.folder = folder;
    await cleanUp.refresh();
    expect(cleanUp.ready, folder).toBe(ready);
  }
  expect(asked('plan').at(-1)?.to).toBe('\\\\server\\away');
});

test('what is confirmed is what was seen: photos that changed in between are shown first', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  await cleanUp.refresh();
  groups = [groupOf('one', { a: {}, b: {}, f: {} }), ...groups.slice(1)];
  expect(await cleanUp.confirm()).toBeNull();
  expect(asked('apply')).toEqual([]);
  expect(cleanUp.changed).toBe(true);
  expect(cleanUp.plan?.photos.map(({ path }) => path)).toEqual(['b', 'f', 'e']);
  // The same photos for the sake of another keeper are another plan as well.
  groups = [groupOf('one', { z: {}, b: {}, f: {} }), ...groups.slice(1)];
  expect(await cleanUp.confirm()).toBeNull();
  expect(await cleanUp.confirm()).toBe(7);
  expect(asked('apply')).toEqual([asked('plan').at(-1)]);
});

test('a refusal is kept as its sentence', async () => {
  const cleanUp = new CleanUp(client, new Marks(client, outboxOf(client)));
  cleanUp.where = 'folder';
  cleanUp.folder = '/full';
  await cleanUp.refresh();
  expect(await cleanUp.confirm()).toBeNull();
  expect(cleanUp.problem).toBe('The folder /full cannot be made.');
});

test('all that would go can be marked, and is what goes then', async () => {
  const marks = new Marks(client, outboxOf(client));
  const cleanUp = new CleanUp(client, marks);
  await cleanUp.refresh();
  cleanUp.markAll();
  expect(marks.selection(groups)).toEqual([
    { group: 'one', remove: ['b'] },
    { group: 'two', remove: ['e'] },
  ]);
});
