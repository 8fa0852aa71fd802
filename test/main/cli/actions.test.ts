import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Output } from '../../../app/contract/contract.ts';
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

test('rules and protected folders hold for one command, and the plan says why a photo is kept', async () => {
  const rules = ['--keep', `folder:${join(folder, 'copies')}`, '--protect', join(folder, 'again')];
  const plan = await json<Output<'plan'> & { skipped: { path: string }[] }>(
    ...['apply', '--to', 'trash', '--dry-run', '--library', library, ...rules],
  );
  expect(plan.photos).toMatchObject([
    { path: join(folder, 'a.jpg'), keeper: join(folder, small), reason: `in the folder ${join(folder, 'copies')}` },
  ]);
  expect(plan.skipped.map(({ path }) => path)).toEqual([join(folder, 'again', 'a.jpg')]);
  const { stdout } = await run('apply', '--to', 'trash', '--dry-run', '--library', library, ...rules);
  expect(stdout).toContain(`keep  ${join(folder, small)}  (in the folder ${join(folder, 'copies')})`);
  expect(stdout).toContain('One photo that was asked for is protected, or lies in a reference folder: it stays.');
  expect((await json<Output<'rules'>>('rules', '--library', library)).protect).toEqual([]);
}, 180_000);

test('an export by moving is undone from its manifest alone, by a new library', async () => {
  const to = join(root, 'export again');
  await json('export', to, '--mode', 'move', '--library', library);
  const other = join(root, 'new library');
  expect(await json('undo', join(to, 'manifest.json'), '--library', other)).toMatchObject({ restored: 3, skipped: [] });
  expect(tree(folder)).toEqual(before);
  await json('scan', '--library', library);
}, 180_000);

test('where there is no trash, the library’s own is emptied only when that is said', async () => {
  process.env.XDG_DATA_HOME = join(root, 'home without trash');
  await writeFiles(process.env.XDG_DATA_HOME, { Trash: 'a file has its name' });
  const copied = join(root, 'copied');
  await writeFiles(copied, { 'a.jpg': await jpeg(5), 'b.jpg': await jpeg(5) });
  const own = join(root, 'own library');
  await json('scan', copied, '--library', own);
  const { operation } = await json<Moved>('apply', '--to', 'trash', '--library', own);
  expect(readdirSync(copied)).toContain('.twinlens-trash');
  expect(await json('empty', '--library', own)).toMatchObject({ dryRun: true, files: 1 });
  expect(readdirSync(copied)).toContain('.twinlens-trash');
  expect(await json('empty', String(operation), '--yes', '--library', own)).toMatchObject({ dryRun: false, files: 1 });
  expect(readdirSync(copied)).toHaveLength(1);
  const { code, stderr } = await run('undo', String(operation), '--library', own);
  expect(code).toBe(1);
  expect(stderr).toMatch(/can be brought back: its files were deleted for good when the trash was emptied on \d{4}-/);
  expect((await run('history', '--library', own)).stdout).toContain('1 deleted for good');
  process.env.XDG_DATA_HOME = join(root, 'home');
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
    ['empty', 'all'],
    ['apply', '--to', 'trash', '--merge-metadata', 'nowhere'],
    ['export', 'a', '--mode', 'melt'],
  ])
    expect((await run(...wrong, '--library', library)).code).toBe(2);
  const { code, stderr } = await run('undo', '99', '--library', library);
  expect([code, stderr]).toEqual([1, 'twinlens: There is no operation 99. “history” lists them.\n']);
}, 180_000);

test('folders that share photos are listed, one of them is cleared for the other, and what only it has is taken over', async () => {
  const { pairs } = await json<Output<'folder-pairs'>>('folders', '--library', library);
  expect(pairs).toEqual([]);
  await writeFiles(join(root, 'more'), {
    'new/1.jpg': await jpeg(21),
    'new/2.jpg': await jpeg(22),
    'old/1.jpg': await jpeg(21),
    'old/2.jpg': await jpeg(22),
    'old/3.jpg': await jpeg(23),
  });
  const more = join(root, 'more library');
  await json('scan', join(root, 'more'), '--library', more);
  const { stdout } = await run('folders', '--library', more);
  expect(stdout).toContain(`2 of 2 photos in ${join(root, 'more', 'new')}\n  are in ${join(root, 'more', 'old')} too.`);
  const between = ['--keep-in', join(root, 'more', 'new'), '--clear', join(root, 'more', 'old')];
  const { code, stderr } = await run('apply', '--to', 'trash', '--clear', 'old', '--library', more);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Give both folders') as string });
  const dry = await json<Moved>('apply', '--to', 'trash', '--dry-run', ...between, '--library', more);
  expect(dry.moved).toBe(2);
  expect(await json<Moved>('apply', '--to', 'trash', ...between, '--library', more)).toMatchObject({ moved: 2 });
  const asked = ['take-over', join(root, 'more', 'old'), join(root, 'more', 'new'), '--library', more];
  expect((await run(...asked, '--dry-run')).stdout).toContain('1 file, ');
  expect(await json<Moved>(...asked)).toMatchObject({ moved: 1, skipped: [] });
  expect(readdirSync(join(root, 'more', 'new', 'old'))).toEqual(['3.jpg']);
});

test('what a check finds missing is copied by date', async () => {
  await writeFiles(join(root, 'card'), { 'a.jpg': readFileSync(join(folder, 'other.jpg')), 'new.jpg': await jpeg(31) });
  const to = join(root, 'copied by date');
  const { copied } = await json<{ copied: { files: number; operation: number } }>(
    ...['check', join(root, 'card'), '--copy-to', to, '--library', library],
  );
  expect(copied.files).toBe(1);
  expect(readdirSync(join(to, 'No date'))).toEqual(['new.jpg']);
  await json('undo', String(copied.operation), '--library', library);
  expect(readdirSync(to)).toEqual([]);
});
