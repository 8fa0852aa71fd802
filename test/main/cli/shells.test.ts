/** What shells do to a command: empty variables, readers that go away, full drives, and names that command a terminal. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shown } from '../../../main/terminal/shown.ts';
import { jpeg, temporaryFolder } from '../../photos.ts';
import { json, run, shell } from './command.ts';

const root = temporaryFolder();
const [pictures, library] = [join(root, 'pictures'), join(root, 'library')];

beforeAll(async () => {
  mkdirSync(pictures);
  for (let seed = 0; seed < 60; seed++) writeFileSync(join(pictures, `${seed}.jpg`), await jpeg(seed));
  copyFileSync(join(pictures, '0.jpg'), join(pictures, 'copy.jpg'));
  await json('scan', pictures, '--library', library);
});

describe('an empty path is wrong usage, whatever it is for', () => {
  test.each<string[]>([
    ['scan', ''],
    ['scan', pictures, ' '],
    ['check', ''],
    ['embed', ''],
    ['compare', '', 'a.jpg'],
    ['compare', 'a.jpg', '\t'],
    ['label', 'a.jpg', '', 'same'],
    ['keep', ''],
    ['remove-folder', ''],
    ['serve', ''],
    ['export', ''],
    ['undo', ' '],
    ['groups', '--library', ''],
    ['apply', '--to', ''],
    ['apply', '--to', '  '],
    ['apply', '--to', 'trash', '--protect', ''],
    ['rules', '--protect', ''],
    ['rules', '--reference', ''],
    ['rules', '--exclude', ''],
    ['rules', '--keep', 'folder:'],
    ['rules', '--keep', 'folder: '],
    ['judgements', '--export', ''],
    ['judgements', '--import', ''],
  ])('%s %s %s %s %s', async (...words) => {
    const { code, stdout, stderr } = await run(
      ...words,
      ...(words.includes('--library') ? [] : ['--library', library]),
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  test('nothing of it was done', async () => {
    expect(readdirSync(pictures)).toHaveLength(61);
    expect(await json<object>('rules', '--library', library)).toMatchObject({
      protect: [],
      reference: [],
      exclude: [],
    });
  });
});

describe.skipIf(process.platform === 'win32')('a reader', () => {
  test.each([
    ['embed', `$TWINLENS embed '${pictures}'`],
    ['groups', `$TWINLENS groups --library '${library}'`],
    ['scan', `$TWINLENS scan '${pictures}' --library '${library}' --json`],
  ])('that goes away ends %s quietly', async (_, command) => {
    for (const reader of ['true', 'head -c 10'])
      for (let time = 0; time < 2; time++) {
        const { code, stderr } = await shell(`${command} | ${reader} > '${root}/read'`);
        expect({ code, stderr: stderr.replace(/^(Reading|Looking|Comparing|Verifying).*\n/gm, '') }).toEqual({
          code: 0,
          stderr: '',
        });
      }
  });

  test.skipIf(!existsSync('/dev/full')).each([
    ['embed', `$TWINLENS embed '${pictures}'`],
    ['groups', `$TWINLENS groups --library '${library}'`],
    ['groups --csv', `$TWINLENS groups --csv --library '${library}'`],
    ['history --json', `$TWINLENS history --json --library '${library}'`],
  ])('whose drive is full is told of by %s', async (_, command) => {
    const { code, stderr } = await shell(`${command} > /dev/full`);
    expect(code).toBe(1);
    expect(stderr).toBe('twinlens: What was to be printed could not be written: the drive is full.\n');
  });

  test('of what goes wrong need not be there', async () => {
    const { code } = await shell(`$TWINLENS groups --library '${root}/none' 2>&1 | true`);
    expect(code).toBe(1);
  });
});

test.skipIf(process.platform === 'win32')('what a name commands is written out, wherever it is printed', async () => {
  const folder = join(root, 'odd \u001b[31mred');
  const own = join(root, 'odd library');
  const name = 'a\n\u001b]0;title\u0007\u202egpj\u009b2J.jpg';
  mkdirSync(folder);
  copyFileSync(join(pictures, '0.jpg'), join(folder, name));
  copyFileSync(join(pictures, '0.jpg'), join(folder, 'b.jpg'));
  writeFileSync(join(folder, 'c\u001b[2J.jpg'), 'no photo');
  const safe = shown(name);
  expect(safe).toBe('a\\n\\x1b]0;title\\x07\\u202egpj\\x9b2J.jpg');
  const outputs = [];
  for (const words of [
    ['scan', folder],
    ['groups'],
    ['check', folder],
    ['passed-over'],
    ['apply', '--to', 'trash', '--dry-run'],
    ['keep', join(folder, name)],
    ['rules', '--protect', folder],
    ['remove-folder', join(folder, 'none')],
    ['apply', '--to', join(folder, 'c\u001b[2J.jpg')],
    ['dance\u001b[2J'],
  ]) {
    const { stdout, stderr } = await run(...words, '--library', own);
    outputs.push(stdout, stderr);
  }
  const all = outputs.join('');
  // eslint-disable-next-line no-control-regex
  expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(all).toContain(join(shown(folder), safe));
  const { photos } = (await json<{ groups: { photos: { path: string }[] }[] }>('groups', '--library', own)).groups[0]!;
  expect(photos.map(({ path }) => path)).toContain(join(folder, name));
});

test('a folder is removed from the library, and nothing in it is touched', async () => {
  const own = join(root, 'of two');
  const other = join(root, 'other');
  mkdirSync(other);
  copyFileSync(join(pictures, '1.jpg'), join(other, '1.jpg'));
  await json('scan', other, '--library', own);
  expect(await run('remove-folder', pictures, '--library', own)).toMatchObject({
    code: 1,
    stderr: `twinlens: ${pictures} is no folder of the library: it has ${other}.\n`,
  });
  expect(await json('remove-folder', other, '--library', own)).toEqual({ removed: other });
  expect(await json('scan', '--library', own)).toMatchObject({ photos: 0 });
  expect(readdirSync(other)).toEqual(['1.jpg']);
});

test('a quiet scan says nothing, and what it says as JSON all the same', async () => {
  expect(await run('scan', '--quiet', '--library', library)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await json('scan', '--quiet', '--library', library)).toMatchObject({ photos: 61 });
});

test('embed takes --json as every command does', async () => {
  const { code, stdout } = await run('embed', pictures, '--json');
  expect(code).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { path: string }).path),
  ).toHaveLength(61);
});
