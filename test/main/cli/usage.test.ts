import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { run } from './command.ts';

const root = temporaryFolder();
const missing = join(root, 'missing');

describe('help', () => {
  test('teaches the commands, with examples and the exit codes', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['scan', 'groups', 'compare', 'check', 'label', 'embed', 'serve'])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(stdout).toContain('Exit codes: 0 done, 1 failed or stopped, 2 wrong usage.');
  });

  test.each([
    ['groups', '--threshold <distance>'],
    ['serve', '--port <port>'],
  ])('of %s names %s', async (command, word) => {
    const { code, stdout } = await run(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(word);
  });
});

describe('wrong usage ends with code 2, a sentence on standard error and nothing on standard output', () => {
  test.each<[string[], RegExp]>([
    [[], /Usage: twinlens/],
    [['dance'], /unknown command 'dance'/],
    [['scan', '--loudly'], /unknown option '--loudly'/],
    [['groups', '--threshold', '2'], /A threshold is a distance from 0 to 1\./],
    [['groups', '--threshold', 'near'], /A threshold is a distance from 0 to 1\./],
    [['groups', '--sort', 'nicest'], /Allowed choices are kind, room, newest/],
    [
      ['groups', '--kind', 'nice'],
      /Allowed choices are identical, same-pixels, resized, edited, cropped, burst, similar/,
    ],
    [['groups', '--csv', '--json'], /cannot be used with option/],
    [['groups', 'stray'], /too many arguments/],
    [['compare', 'one.jpg'], /missing required argument 'b'/],
    [['label', 'a.jpg', 'b.jpg', 'maybe'], /Say same, different or skip\./],
    [['serve', '--port', '70000'], /A port is a whole number from 0 to 65535\./],
  ])('%j', async (words, sentence) => {
    const { code, stdout, stderr } = await run(...words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });
});

describe('what cannot be done ends with code 1 and says what to do', () => {
  test.each([
    ['groups', []],
    ['check', [root]],
  ])('%s of a library that is not there, which it does not make', async (command, words) => {
    const { code, stdout, stderr } = await run(command, ...words, '--json', '--library', missing);
    expect(code).toBe(1);
    const sentence = `There is no library in ${missing} yet. Make one with: scan FOLDER --library ${missing}`;
    expect(stderr).toBe(`twinlens: ${sentence}\n`);
    expect(JSON.parse(stdout)).toEqual({ error: sentence });
    expect(existsSync(missing)).toBe(false);
  });

  test('scanning what is no folder', async () => {
    const library = join(root, 'library');
    for (const [path, reason] of [
      [join(root, 'nowhere'), 'does not exist'],
      [join(root, 'file'), 'is not a folder'],
    ] as const) {
      writeFileSync(join(root, 'file'), 'x');
      const { code, stderr } = await run('scan', path, '--library', library);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`^twinlens: .*${path} ${reason}\\.\\n$`));
    }
  });

  test('writing to a library in which another Twinlens works; reading goes on', async () => {
    const directory = join(root, 'in use');
    await writeFiles(root, { 'photos/a.jpg': await jpeg(1), 'photos/b.jpg': await jpeg(2) });
    const holder = await openLibrary({ directory });
    try {
      for (const words of [
        ['scan', join(root, 'photos')],
        ['label', join(root, 'photos', 'a.jpg'), join(root, 'photos', 'b.jpg'), 'same'],
      ]) {
        const { code, stderr } = await run(...words, '--library', directory);
        expect(code).toBe(1);
        expect(stderr).toContain(`Another Twinlens is working on the library ${directory}. Close its window or wait`);
      }
      expect((await run('groups', '--library', directory)).code).toBe(0);
    } finally {
      await holder.close();
    }
  });

  test('a damaged library', async () => {
    const directory = join(root, 'damaged');
    await writeFiles(directory, { 'library.sqlite': 'These are only words, and no database. '.repeat(200) });
    const { code, stderr } = await run('groups', '--library', directory);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^twinlens: The library file .+ is damaged \(file is not a database\)\. Do not delete it: your answers are in it\./,
    );
  });
});
