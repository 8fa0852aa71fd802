/** What the system shows of the desktop app, and what it keeps for itself: each on the strict stand-in for Electron. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Job } from '../../../app/contract/contract.ts';
import { readWindowState, saveWindowState } from '../../../main/electron/window/window-state.ts';
import { LogFile } from '../../../main/electron/system/log-file.ts';
import { Settings } from '../../../main/electron/system/settings.ts';
import { makeElectron } from './fake-electron.ts';

let folder: string;
let electron: ReturnType<typeof makeElectron>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-system-'));
  electron = makeElectron('/app', folder);
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('electron');
  rmSync(folder, { recursive: true });
});

const job = (fields: Partial<Job>): Job => ({
  id: 1,
  name: 'scan',
  state: 'running',
  phase: 'reading',
  done: 0,
  total: 0,
  rate: 0,
  secondsLeft: null,
  folders: [],
  report: null,
  outcome: null,
  lesson: null,
  check: null,
  error: null,
  ...fields,
});

async function signals() {
  const { JobSignals } = await import('../../../main/electron/system/job-signals.ts');
  const window = new electron.module.BrowserWindow({});
  const show = vi.fn();
  return { window, show, signals: new JobSignals(() => window as never, show) };
}

test('long work is in the taskbar, keeps the computer awake, and is told of when it ends unseen', async () => {
  const { window, signals: heard } = await signals();
  heard.hear(job({}));
  expect([window.progress, electron.blockers.size]).toEqual([2, 1]);
  heard.hear(job({ done: 30, total: 120 }));
  heard.hear(job({ id: 2, name: 'apply', state: 'waiting' }));
  expect([window.progress, electron.blockers.size, heard.action?.id]).toEqual([0.25, 1, 2]);
  heard.hear(job({ state: 'paused', done: 30, total: 120 }));
  expect(electron.blockers.size).toBe(0);
  heard.hear(job({ done: 60, total: 120 }));
  vi.advanceTimersByTime(21_000);
  heard.hear(job({ state: 'done' }));
  heard.hear(job({ id: 2, name: 'apply', state: 'done' }));
  expect([window.progress, electron.blockers.size, heard.action]).toEqual([-1, 0, null]);
  expect(electron.notifications.map(({ title }) => title)).toEqual(['The scan has ended', 'The clean-up has ended']);
});

test('what was short, seen or stopped by the person is no news', async () => {
  const { window, signals: heard } = await signals();
  heard.hear(job({}));
  heard.hear(job({ state: 'done' }));
  heard.hear(job({ id: 2 }));
  vi.advanceTimersByTime(21_000);
  heard.hear(job({ id: 2, state: 'cancelled' }));
  heard.hear(job({ id: 3 }));
  vi.advanceTimersByTime(21_000);
  window.visible = true;
  window.focused = true;
  heard.hear(job({ id: 3, state: 'done' }));
  expect(electron.notifications).toEqual([]);
});

test('work of an engine that died, and a window that is gone, leave nothing behind', async () => {
  const { window, signals: heard } = await signals();
  heard.hear(job({ name: 'apply' }));
  window.close();
  heard.hear(job({ name: 'apply', done: 1, total: 2 }));
  heard.forget();
  expect([electron.blockers.size, heard.action]).toEqual([0, null]);
});

test('the log never grows beyond its size, keeps the one before, and survives a folder that is gone', () => {
  const log = new LogFile(join(folder, 'logs', 'twinlens.log'));
  for (let line = 0; line < 300; line += 1) log.write(`${line} ${'x'.repeat(10_000)}`);
  expect(statSync(log.path).size).toBeLessThanOrEqual(1024 * 1024);
  expect(readFileSync(log.path, 'utf8')).toContain(' 299 x');
  expect(statSync(`${log.path}.old`).size).toBeLessThanOrEqual(1024 * 1024);
  rmSync(join(folder, 'logs'), { recursive: true });
  log.write('nobody reads this');
});

test('settings are off at first, outlive a restart, and a damaged file is as good as none', () => {
  const file = join(folder, 'shared', 'settings.json');
  const settings = new Settings(file);
  expect(['tray', 'startAtLogin', 'lookForUpdates'].map((name) => settings.get(name as 'tray'))).toEqual([
    false,
    false,
    false,
  ]);
  settings.set('tray', true);
  // Another window, beside this one.
  const other = new Settings(file);
  for (let place = 0; place < 12; place += 1) other.remember(`/library ${place}`);
  other.remember('/library 7');
  settings.set('startAtLogin', true);
  const again = new Settings(file);
  expect([again.get('tray'), again.get('startAtLogin'), again.get('lookForUpdates')]).toEqual([true, true, false]);
  expect(again.recent.slice(0, 3)).toEqual(['/library 7', '/library 11', '/library 10']);
  expect(again.recent).toHaveLength(8);
  for (const damaged of ['{', '7', '{"tray":"yes","recent":[7]}']) {
    writeFileSync(file, damaged);
    expect([new Settings(file).get('tray'), new Settings(file).recent]).toEqual([false, []]);
  }
});

test('a window comes back where it was, but not on a screen that is not there any more', () => {
  const file = join(folder, 'own', 'window.json');
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const state = { bounds: { x: 2000, y: 40, width: 900, height: 700 }, maximized: true };
  expect(readWindowState(file, [screen])).toBeNull();
  saveWindowState(file, state);
  expect(readWindowState(file, [screen, { ...screen, x: 1920 }])).toEqual(state);
  expect(readWindowState(file, [screen])).toBeNull();
  saveWindowState(file, { ...state, bounds: { ...state.bounds, x: 0, y: -300 } });
  expect(readWindowState(file, [screen])).toBeNull();
  writeFileSync(file, '{"bounds":{"x":"0"}}');
  expect(readWindowState(file, [screen])).toBeNull();
});

test('on Linux start at login is an entry that starts without a window, and goes again', async () => {
  const { desktopEntry, startAtLogin } = await import('../../../main/electron/system/login-start.ts');
  const environment = { XDG_CONFIG_HOME: folder, APPIMAGE: '/home/ada/My Apps/Twinlens 100%.AppImage' };
  startAtLogin(true, 'linux', environment);
  const entry = join(folder, 'autostart', 'twinlens.desktop');
  expect(readFileSync(entry, 'utf8')).toContain('Exec="/home/ada/My Apps/Twinlens 100%%.AppImage" --hidden\n');
  startAtLogin(false, 'linux', environment);
  expect(statSync(entry, { throwIfNoEntry: false })).toBeUndefined();
  expect(desktopEntry('/a"$b`')).toContain(String.raw`Exec="/a\\"\\$b\\`);
  startAtLogin(true, 'win32', {});
  expect(electron.app.setLoginItemSettings).toHaveBeenCalledWith({ openAtLogin: true, args: ['--hidden'] });
});

async function updates(isUpdateAvailable: boolean) {
  const { Updates } = await import('../../../main/electron/system/updates.ts');
  const updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    checkForUpdates: vi.fn(() => Promise.resolve({ isUpdateAvailable, updateInfo: { version: '2.0.0' } })),
    downloadUpdate: vi.fn(() => Promise.resolve([])),
    quitAndInstall: vi.fn(),
  };
  const beforeRestart = vi.fn(() => Promise.resolve());
  const loaded = vi.fn(() => Promise.resolve(updater as never));
  return {
    updater,
    beforeRestart,
    looks: new Updates({ updater: loaded, window: () => null, log: vi.fn(), beforeRestart }),
  };
}

test('an update is fetched and installed only on a yes to each, and the engine ends first', async () => {
  const { updater, beforeRestart, looks } = await updates(true);
  electron.answers.messageBox = 1;
  await looks.look(false);
  expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false]);
  expect(updater.downloadUpdate).not.toHaveBeenCalled();
  electron.module.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 });
  await looks.look(false);
  expect(updater.downloadUpdate).toHaveBeenCalledOnce();
  expect(updater.quitAndInstall).not.toHaveBeenCalled();
  electron.answers.messageBox = 0;
  await looks.look(false);
  expect(updater.quitAndInstall).toHaveBeenCalledOnce();
  expect(beforeRestart.mock.invocationCallOrder[0]).toBeLessThan(updater.quitAndInstall.mock.invocationCallOrder[0]!);
});

test('without news only whoever asked is answered, and a failure is a sentence', async () => {
  const { updater, looks } = await updates(false);
  await looks.look(false);
  expect(electron.module.dialog.showMessageBox).not.toHaveBeenCalled();
  await looks.look(true);
  updater.checkForUpdates.mockRejectedValue(new Error('No network.'));
  await looks.look(false);
  await looks.look(true);
  const told = electron.module.dialog.showMessageBox.mock.calls.map(
    ([options]) => (options as { message: string }).message,
  );
  expect(told).toEqual(['This is the newest Twinlens.', 'Twinlens could not look for updates.']);
});
