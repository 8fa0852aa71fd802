import { constants } from 'node:os';

/** Electron ends by one of these where it cannot open a window at all, */
const crashes = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL'].map((signal) => 128 + constants.signals[signal]);
/** and does so at once: what crashes later had a window, and an engine that may still hold the library. */
const atOnce = 30; // seconds
/** How the desktop app ends where its engine could not be started or kept stopping (main/electron/desktop.ts). */
const engineLost = 3;

/**
 * What to do after the desktop app has ended: null where all is well, else a sentence, and whether the window is opened in
 * the browser instead.
 */
export function afterElectron(exitCode, seconds) {
  if (exitCode === engineLost) {
    return { browser: true, sentence: 'The desktop app could not go on, so Twinlens opens in the browser.' };
  }
  if (!crashes.includes(exitCode)) return null;
  if (seconds < atOnce) return { browser: true, sentence: 'Electron crashed, so Twinlens opens in the browser.' };
  return {
    browser: false,
    sentence: 'Electron crashed. Your photos and answers are safe: start Twinlens again, and it goes on.',
  };
}
