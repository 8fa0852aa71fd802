import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Output } from '../../../app/contract.ts';
import { openLibrary } from '../../../app/library.ts';
import { tree } from '../../app/actions/household.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { json, run } from './command.ts';

const root = temporaryFolder();
const library = join(root, 'library');
const folder = join(root, 'photos');
const small = 'copies/small.jpg';
let before: Record<string, string>;

interface Moved {
  operation: number;
  moved: number;
  bytes: number;
  skipped: { path: string; reason: string }[];
}

beforeAll(async () => {
  // The home folder's trash of these processes.
  process.env.XDG_DATA_HOME = join(root, 'home');
  const photo = await jpeg(1, { width: 640, height: 480 });
  await writeFiles(folder, {
    'a.jpg': photo,
    'again/a.jpg': photo,
    [small]: await jpeg(1, { width: 640, height: 480, quality: 40 }),
    'other.jpg': await jpeg(2),
  });
  await json('scan', folder, '--library', library);
  before = tree(folder);
}, 180_000);

test('apply says what it would do, does it, and undo takes it back', async () => {
  const dry = await json<Moved>('apply', '--to', 'trash', '--dry-run', '--library', library);
  expect(dry).toMatchObject({ operation: null, moved: 2, skipped: [] });
  expect(tree(folder)).toEqual(before);

  const done = await json<Moved>('apply', '--to', 'trash', '--library', library);
  expect(done).toMatchObject({ moved: 2, bytes: dry.bytes, skipped: [], interrupted: false });
  expect(Object.keys(tree(folder)).map((path) => path.slice(folder.length + 1))).toEqual(['a.jpg', 'other.jpg']);
  const { groups } = await json<Output<'groups'>>('groups', '--library', library);
  expect(groups).toEqual([]);

  const { operations } = await json<Output<'history'>>('history', '--library', library);
  expect(operations).toMatchObject([
    { operation: done.operation, to: 'trash', files: 2, undone: false, finished: true },
  ]);

  expect(await json('undo', String(done.operation), '--library', library)).toMatchObject({ restored: 2, skipped: [] });
  expect(tree(folder)).toEqual(before);
  expect((await json<Output<'groups'>>('groups', '--library', library)).groups).toHaveLength(1);
  expect((await run('undo', String(done.operation), '--library', library)).stderr).toContain(
    `Nothing of operation ${done.operation} is left to undo.`,
  );
  expect((await run('history', '--library', library)).stdout).toContain('undone');
}, 180_000);

test('apply moves into a folder only the kinds that were asked for, and never what is protected', async () => {
  const to = join(root, 'moved');
  const identical = await json<Moved>('apply', '--to', to, '--kind', 'identical', '--library', library);
  expect(identical.moved).toBe(1);
  expect(existsSync(join(to, 'photos', 'again', 'a.jpg')) || existsSync(join(to, 'photos', 'a.jpg'))).toBe(true);
  const protecting = ['--protect', join(folder, 'copies'), '--library', library];
  const kept = await json<Moved>('apply', '--to', to, ...protecting);
  expect(kept).toMatchObject({ moved: 0, skipped: [{ path: join(folder, small) }] });
  await json('undo', String(identical.operation), '--library', library);
  expect(tree(folder)).toEqual(before);
}, 180_000);

test('export lays the groups out, with a manifest, and undo brings a move back', async () => {
  const to = join(root, 'export');
  const done = await json<{ operation: number }>('export', to, '--mode', 'move', '--library', library);
  expect(done).toMatchObject({ groups: 1, files: 3, skipped: [] });
  expect(readdirSync(join(to, '1'))).toHaveLength(3);
  expect(readFileSync(join(to, 'manifest.csv'), 'utf8')).toContain(join(folder, small));
  expect(await json('undo', String(done.operation), '--library', library)).toMatchObject({ restored: 3 });
  expect(tree(folder)).toEqual(before);
}, 180_000);

test('a second Twinlens on the same library is refused, and touches nothing', async () => {
  const other = await openLibrary({ directory: library });
  try {
    const { code, stderr } = await run('apply', '--to', 'trash', '--library', library);
    expect(code).toBe(1);
    expect(stderr).toContain(`Another Twinlens is working on the library ${library}.`);
    expect((await json<Output<'history'>>('history', '--library', library)).operations.length).toBeGreaterThan(0);
  } finally {
    await other.close();
  }
  expect(tree(folder)).toEqual(before);
}, 180_000);

test('wrong usage is said, with exit code 2', async () => {
  for (const wrong of [
    ['apply'],
    ['apply', '--to', 'trash', '--kind', 'strange'],
    ['undo', 'x'],
    ['export', 'a', '--mode', 'melt'],
  ])
    expect((await run(...wrong, '--library', library)).code).toBe(2);
  const { code, stderr } = await run('undo', '99', '--library', library);
  expect([code, stderr]).toEqual([1, 'twinlens: There is no operation 99. “history” lists them.\n']);
}, 180_000);
