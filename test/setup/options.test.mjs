import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOptions } from '../../setup/options.mjs';

let here;

beforeAll(() => {
  here = mkdtempSync(join(tmpdir(), 'twinlens-options-'));
  mkdirSync(join(here, 'photos'));
});

afterAll(() => rmSync(here, { recursive: true }));

test('folders and the library are meant from where the person stands', () => {
  expect(startOptions(['photos', '--library', 'mine', '--port', '8080'], here)).toEqual({
    demo: false,
    port: '8080',
    library: join(here, 'mine'),
    folders: [join(here, 'photos')],
  });
});

test.each([
  [['--colour'], /--colour/],
  [['--port', 'eighty'], /“eighty”/],
  [['--port', '70000'], /65535/],
  [['missing'], /there is no folder .*missing/],
  [['--demo', 'photos'], /not both/],
  [['--library'], /--library/],
])('refuses %j with a sentence, the usage and exit code 2', (commandLine, sentence) => {
  let refusal;
  try {
    startOptions(commandLine, here);
  } catch (problem) {
    refusal = problem;
  }
  expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringMatching(sentence) });
  expect(refusal.message).toContain('Usage: npm start');
});
