import { expect, test } from 'vitest';
import { afterElectron } from '../../setup/after-electron.mjs';

const trap = 128 + 5;

test('an end in order, a stop by the person and a library that cannot be opened open no browser', () => {
  for (const exitCode of [0, 1, 130, 143]) expect(afterElectron(exitCode, 1)).toBeNull();
});

test('an Electron that dies at once, and an engine that is lost, open the browser with a sentence', () => {
  expect(afterElectron(trap, 2)).toEqual({ browser: true, sentence: expect.stringMatching(/crashed.*browser/) });
  expect(afterElectron(3, 7200)).toEqual({ browser: true, sentence: expect.stringMatching(/browser/) });
});

test('a crash hours later opens no browser: the library may still be held', () => {
  expect(afterElectron(trap, 7200)).toEqual({
    browser: false,
    sentence: expect.stringMatching(/start Twinlens again/),
  });
});
