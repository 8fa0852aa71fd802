/** The whole desktop app but for Electron itself: its main file, its engine, a real library, and a strict stand-in. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { windowCommands } from '../../../app/contract/window-commands.ts';
import { event, itemsOf, makeElectron } from './fake-electron.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
const patience = { timeout: 30_000, interval: 50 };

let folder: string;
let photos: string;
let electron: ReturnType<typeof makeElectron>;
let commandLine: string[];

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-desktop-')));
  photos = join(folder, 'photos');
  mkdirSync(photos);
  const teal = sharp({ create: { width: 400, height: 300, channels: 3, background: 'teal' } });
  await teal.jpeg().toFile(join(photos, 'a.jpg'));
  await teal.jpeg({ quality: 40 }).toFile(join(photos, 'b.jpg'));
  electron = makeElectron(root, join(folder, 'appData'));
  commandLine = process.argv;
});

afterEach(async () => {
  if (electron.app.exited === null) {
    electron.answers.messageBox = 1;
    for (const window of electron.windows) window.webContents.keepsOpen = false;
    electron.app.quit();
    await vi.waitFor(() => expect(electron.app.exited).not.toBeNull(), patience);
  }
  process.argv = commandLine;
  vi.doUnmock('electron');
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

/** Starts the app as `electron . --library … FOLDER…` does. */
async function start(...line: string[]) {
  process.argv = ['electron', root, '--library', join(folder, 'library'), ...line];
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  await import('../../../main/electron/main.ts');
  await Promise.resolve();
  const window = () => electron.windows.at(-1)!;
  const call = async (name: string, input: unknown = {}) => {
    const answer = (await window().call(name, input)) as { output?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.output;
  };
  return { window, call };
}

const item = (label: string | RegExp) =>
  itemsOf(electron.menus.at(-1)!).find(({ label: own = '' }) =>
    typeof label === 'string' ? own === label : label.test(own),
  )!;

const job = (fields: object) => ({
  id: 900,
  name: 'apply',
  state: 'running',
  phase: 'moving',
  done: 3,
  total: 10,
  rate: 1,
  secondsLeft: null,
  folders: [],
  report: null,
  outcome: null,
  lesson: null,
  check: null,
  error: null,
  ...fields,
});

test('the window is shown, its page is answered by a real library, and closing it ends the engine in order', async () => {
  const { window, call } = await start(photos);
  expect(window().loadURL).toHaveBeenCalledWith('app://twinlens/index.html');
  window().webContents.emit('did-finish-load');
  window().emit('ready-to-show');
  expect(window().show).toHaveBeenCalledOnce();
  await vi.waitFor(async () => expect(await call('groups')).toMatchObject({ total: 1 }), patience);
  expect(await call('library')).toMatchObject({ directory: join(folder, 'library'), canPickFolder: true });
  const names = new Set(window().webContents.sent.map(([channel, name]) => `${channel as string} ${name as string}`));
  expect([...names].sort()).toEqual(['twinlens groups', 'twinlens job', 'twinlens library']);
  const { groups } = (await call('groups')) as { groups: { photos: { path: string; sha256: string }[] }[] };
  const { path, sha256 } = groups[0]!.photos[0]!;
  await call('show-in-folder', { path, sha256 });
  expect(electron.module.shell.showItemInFolder).toHaveBeenCalledWith(path);
  await call('open-photo', { path, sha256 });
  expect(electron.module.shell.openPath).toHaveBeenCalledWith(path);
  window().close();
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
});

test('a window that is never ready is shown all the same', async () => {
  const { window } = await start();
  await vi.waitFor(() => expect(window().visible).toBe(true), patience);
});

test('each library has its own lock and its own folder, apart from the library itself', async () => {
  await start();
  const first = electron.app.getPath('userData');
  expect(first.startsWith(join(folder, 'appData', 'Twinlens Desktop'))).toBe(true);
  expect(readFileSync(join(folder, 'appData', 'Twinlens Desktop', 'settings.json'), 'utf8')).toContain(
    join(folder, 'library'),
  );
  const { ownFolders } = await import('../../../main/electron/own-folders.ts');
  expect(ownFolders(join(folder, 'appData'), join(folder, 'library')).window).toBe(first);
  expect(ownFolders(join(folder, 'appData'), join(folder, 'photos', '..', 'library')).window).toBe(first);
  expect(ownFolders(join(folder, 'appData'), join(folder, 'another')).window).not.toBe(first);
});

test('started again, its folders are added and its window comes forward', async () => {
  const { window, call } = await start();
  electron.app.emit('second-instance', event(), ['electron', root, photos], '/', { folders: [photos] });
  expect(window().focus).toHaveBeenCalled();
  await vi.waitFor(async () => expect(await call('library')).toMatchObject({ photos: 2 }), patience);
});

test('started again while it closes, it opens again once it is closed', async () => {
  const { window } = await start();
  window().close();
  electron.app.emit('second-instance', event(), ['electron', root, '--library', 'other'], '/', { folders: [] });
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
  expect(electron.app.relaunched).toEqual([root, '--library', 'other']);
  expect(electron.windows).toHaveLength(1);
});

test('during an action closing asks first, and staying stays', async () => {
  const { window, call } = await start();
  await call('library');
  // As the engine tells it while it moves files.
  const { JobSignals } = await import('../../../main/electron/system/job-signals.ts');
  vi.spyOn(JobSignals.prototype, 'action', 'get').mockReturnValue(job({}) as never);
  window().close();
  expect(electron.module.dialog.showMessageBoxSync).toHaveBeenCalledOnce();
  electron.app.quit();
  expect(electron.module.dialog.showMessageBoxSync).toHaveBeenCalledTimes(2);
  expect([window().destroyed, electron.app.exited]).toEqual([false, null]);
  electron.answers.messageBox = 1;
  electron.app.quit();
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
  vi.restoreAllMocks();
});

test('an engine that dies is started again, and what it worked on keeps nobody from closing', async () => {
  const { window, call } = await start(photos);
  await vi.waitFor(async () => expect(await call('library')).toMatchObject({ photos: 2 }), patience);
  const { EngineProcess } = await import('../../../main/electron/engine-process.ts');
  const { JobSignals } = await import('../../../main/electron/system/job-signals.ts');
  const forget = vi.spyOn(JobSignals.prototype, 'forget');
  const pid = vi.spyOn(EngineProcess.prototype, 'call').mock.contexts;
  await call('library');
  process.kill((pid[0] as InstanceType<typeof EngineProcess>).pid!, 'SIGKILL');
  await vi.waitFor(() => expect(forget).toHaveBeenCalled(), patience);
  await vi.waitFor(async () => expect(await call('library')).toMatchObject({ photos: 2 }), patience);
  window().close();
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
  vi.restoreAllMocks();
});

test('answers that are not recorded yet keep the window open until the person says otherwise', async () => {
  const { window } = await start();
  window().webContents.keepsOpen = true;
  electron.app.quit();
  expect([window().destroyed, electron.app.exited]).toEqual([false, null]);
  electron.answers.messageBox = 1;
  window().close();
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
});

test('a library that another program holds ends the app with a sentence and an exit code', async () => {
  const { openLibrary } = await import('../../../app/library.ts');
  const holder = await openLibrary({ directory: join(folder, 'library') });
  await start();
  await vi.waitFor(() => expect(electron.app.exited).toBe(1), patience);
  expect(electron.module.dialog.showErrorBox).toHaveBeenCalledWith(
    'Twinlens has to stop',
    expect.stringMatching(/library/i),
  );
  await holder.close();
});

test('the menu has every command of the window with its key, and passes it on as that key', async () => {
  const { window } = await start();
  for (const { title, keys } of Object.values(windowCommands)) {
    const own = item(title);
    expect(own, title).toMatchObject({ registerAccelerator: false });
    own.click!({ checked: false });
    expect(window().webContents.sent.at(-1)).toEqual(['twinlens-key', keys[0]]);
  }
  electron.answers.folder = photos;
  item('Add Folder…').click!({ checked: false });
  item('Show Logs').click!({ checked: false });
  expect(electron.module.shell.showItemInFolder).toHaveBeenCalledWith(expect.stringMatching(/twinlens\.log$/));
});

test.each([true, false])(
  'started with the system, with a sign in the tray (%s) or without, it can be seen',
  async (tray) => {
    const shared = join(folder, 'appData', 'Twinlens Desktop');
    mkdirSync(shared, { recursive: true });
    writeFileSync(join(shared, 'settings.json'), JSON.stringify({ tray }));
    await start('--hidden');
    expect(electron.windows).toHaveLength(tray ? 0 : 1);
    electron.app.emit('activate');
    expect(electron.windows).toHaveLength(1);
  },
);

test('in the tray it goes on without a window, and comes back', async () => {
  const { window } = await start();
  expect(item('Keep Watching in the Tray')).toMatchObject({ checked: false });
  item('Keep Watching in the Tray').click!({ checked: true });
  window().close();
  expect(electron.windows).toHaveLength(1);
  electron.app.emit('activate');
  expect(electron.windows).toHaveLength(2);
  expect(electron.app.exited).toBeNull();
  item('Keep Watching in the Tray').click!({ checked: false });
  window().close();
  await vi.waitFor(() => expect(electron.app.exited).toBe(0), patience);
});

test('foreign frames, malformed and oversized calls are refused, and the next good one is answered', async () => {
  const { window, call } = await start();
  const library = await call('library');
  const refused = { error: 'This page may not use Twinlens.' };
  expect(await window().call('library', {}, { origin: 'app://twinlens' })).toEqual(refused);
  window().webContents.mainFrame.origin = 'https://example.com';
  expect(await window().call('library', {})).toEqual(refused);
  window().webContents.mainFrame.origin = 'app://twinlens';
  for (const name of ['__proto__', 'constructor', 7, null, { name: 'library' }, 'x'.repeat(1_000_000)]) {
    expect(await window().call(name, {})).toEqual({ error: 'There is no such command.' });
  }
  const deep: unknown = JSON.parse('['.repeat(1000) + ']'.repeat(1000));
  const inputs = [
    null,
    7,
    'x',
    [],
    deep,
    { path: 7 },
    { path: '' },
    { path: 'x'.repeat(40_000_000) },
    new Map(),
    new Uint8Array(9),
  ];
  for (const input of inputs) {
    expect(await window().call('add-folder', input)).toEqual({ error: expect.any(String) as string });
  }
  await expect(window().call('add-folder', { path: () => 7 })).rejects.toThrow(/could not be cloned/);
  const cyclic: Record<string, unknown> = {};
  cyclic.path = cyclic;
  expect(await window().call('add-folder', cyclic)).toEqual({ error: expect.any(String) as string });
  expect(await window().call('add-folder', { path: 10n })).toEqual({ error: expect.any(String) as string });
  expect(await call('library')).toEqual(library);
});

test('the window does not leave its pages, whatever it is led to', async () => {
  const { window } = await start();
  const opens = window().webContents.setWindowOpenHandler.mock.calls[0]![0] as (details: object) => object;
  const elsewhere = [
    'file:///etc/passwd',
    'https://example.com/',
    'javascript:alert(1)',
    'app://twinlens/other',
    'photo://photo/x',
  ];
  for (const url of elsewhere) {
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const asked = event({ url });
      window().webContents.emit(name, asked, url);
      expect(asked.defaultPrevented, `${name} ${url}`).toBe(true);
    }
    expect(opens({ url })).toEqual({ action: 'deny' });
  }
});

test('nothing is asked of the network', async () => {
  await start();
  const cancelled = (url: string) => {
    const answer = vi.fn();
    electron.requests[0]!({ url }, answer);
    return answer.mock.calls[0]![0] as { cancel: boolean };
  };
  for (const url of [
    'https://example.com/',
    'http://127.0.0.1:1/',
    'ws://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
  ])
    expect(cancelled(url)).toEqual({ cancel: true });
  for (const url of ['app://twinlens/index.html', 'photo://photo/x/thumbnail'])
    expect(cancelled(url)).toEqual({ cancel: false });
});

test('a window whose content crashes is loaded again, and not for ever', async () => {
  const { window } = await start();
  const crash = () => window().webContents.emit('render-process-gone', event(), { reason: 'crashed', exitCode: 11 });
  crash();
  crash();
  expect(window().webContents.reload).toHaveBeenCalledTimes(2);
  electron.answers.messageBox = 1;
  crash();
  await Promise.resolve();
  expect(window().webContents.reload).toHaveBeenCalledTimes(2);
  expect(electron.module.dialog.showMessageBox).toHaveBeenCalledTimes(3);
  electron.answers.messageBox = 0;
  window().webContents.emit('did-fail-load', event(), -6, 'ERR_FILE_NOT_FOUND', 'app://twinlens/index.html', true);
  await vi.waitFor(() => expect(window().webContents.reload).toHaveBeenCalledTimes(3));
});

test('text has the menu of text', async () => {
  const { window } = await start();
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  window().webContents.emit('context-menu', event(), { isEditable: false, selectionText: '', editFlags });
  window().webContents.emit('context-menu', event(), { isEditable: true, selectionText: '', editFlags });
  expect(electron.popups.map((menu) => menu.map(({ role }) => role).filter(Boolean))).toEqual([
    ['cut', 'copy', 'paste', 'selectAll'],
  ]);
});
