/** The parts that touch Electron, on a small stand-in for its module: what matters is what they ask of it. */
import { EventEmitter } from 'node:events';
import type { IpcMainInvokeEvent, Session, WebContents } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';

type Answering = (event: IpcMainInvokeEvent, name: unknown, input: unknown) => Promise<unknown>;

const electron = vi.hoisted(() => ({
  windows: [] as { options: Record<string, unknown>; loadURL: (address: string) => Promise<void> }[],
  handlers: new Map<string, (...values: never[]) => unknown>(),
}));

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: () => unknown) => electron.handlers.set(channel, handler) },
  screen: { getAllDisplays: () => [] },
  nativeTheme: { shouldUseDarkColors: false },
  BrowserWindow: class {
    options: Record<string, unknown>;
    once = vi.fn();
    on = vi.fn();
    webContents = { once: vi.fn() };
    isDestroyed = () => true;
    loadURL = vi.fn(() => Promise.resolve());
    constructor(options: Record<string, unknown>) {
      this.options = options;
      electron.windows.push(this);
    }
  },
}));

const { answerCalls, tellWindow } = await import('../../../main/electron/ipc.ts');
const { confine, denyPermissions } = await import('../../../main/electron/security.ts');
const { openWindow } = await import('../../../main/electron/window/window.ts');

beforeEach(() => electron.handlers.clear());

test('the window’s content is sandboxed, isolated and without Node', () => {
  openWindow({ preload: '/preload.cjs', icon: '/icon.png', stateFile: '/no/such/state' });
  const [window] = electron.windows;
  expect(window?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    webSecurity: true,
    preload: '/preload.cjs',
  });
  expect(window?.loadURL).toHaveBeenCalledWith('app://twinlens/index.html');
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('%s is refused', (name) => {
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  confine(contents as unknown as WebContents);
  const preventDefault = vi.fn();
  contents.emit(name, { preventDefault, url: 'https://example.com' });
  expect(preventDefault).toHaveBeenCalled();
});

test('new windows are refused', () => {
  const setWindowOpenHandler = vi.fn<WebContents['setWindowOpenHandler']>();
  confine(Object.assign(new EventEmitter(), { setWindowOpenHandler }) as unknown as WebContents);
  expect(setWindowOpenHandler.mock.calls[0]?.[0]({} as never)).toEqual({ action: 'deny' });
});

test('every permission is refused but to write text on the clipboard', () => {
  const session = {
    setPermissionRequestHandler: vi.fn<Session['setPermissionRequestHandler']>(),
    setPermissionCheckHandler: vi.fn<Session['setPermissionCheckHandler']>(),
    setDevicePermissionHandler: vi.fn<Session['setDevicePermissionHandler']>(),
  };
  denyPermissions(session as unknown as Session);
  const answer = vi.fn();
  session.setPermissionRequestHandler.mock.calls[0]?.[0]?.({} as never, 'media', answer, {} as never);
  expect(answer).toHaveBeenCalledWith(false);
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]?.(null, 'media', '', {} as never)).toBe(false);
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]?.({} as never)).toBe(false);
});

function page() {
  const mainFrame = { origin: 'app://twinlens' };
  return { mainFrame, send: vi.fn(), isDestroyed: () => false };
}

function listening() {
  const window = page();
  const call = vi.fn((_name: string, input: unknown): Promise<unknown> => Promise.resolve(input));
  answerCalls({ call }, () => window as unknown as WebContents);
  const handler = electron.handlers.get('twinlens') as unknown as Answering;
  const ask = (event: object, name: unknown = 'library', input: unknown = { a: 1 }) =>
    handler(event as IpcMainInvokeEvent, name, input);
  return { window, call, ask };
}

test('the window’s own page is heard', async () => {
  const { window, ask } = listening();
  expect(await ask({ sender: window, senderFrame: window.mainFrame })).toEqual({ output: { a: 1 } });
});

test('other windows, frames and origins are not', async () => {
  const { window, call, ask } = listening();
  const other = page();
  const refused = { error: 'This page may not use Twinlens.' };
  expect(await ask({ sender: other, senderFrame: other.mainFrame })).toEqual(refused);
  expect(await ask({ sender: window, senderFrame: { origin: 'app://twinlens' } })).toEqual(refused);
  expect(await ask({ sender: window, senderFrame: null })).toEqual(refused);
  window.mainFrame.origin = 'https://example.com';
  expect(await ask({ sender: window, senderFrame: window.mainFrame })).toEqual(refused);
  expect(call).not.toHaveBeenCalled();
});

test('only names of the contract reach the engine', async () => {
  const { window, call, ask } = listening();
  for (const name of ['format-disk', 'toString', '__proto__', 7, null]) {
    expect(await ask({ sender: window, senderFrame: window.mainFrame }, name)).toEqual({
      error: 'There is no such command.',
    });
  }
  expect(call).not.toHaveBeenCalled();
});

test('a refusal of the engine travels as its own sentence', async () => {
  const { window, call, ask } = listening();
  call.mockRejectedValueOnce(new Error('There is no folder there.'));
  expect(await ask({ sender: window, senderFrame: window.mainFrame })).toEqual({ error: 'There is no folder there.' });
});

test('events go to the window while there is one', () => {
  const window = page();
  const event = { event: 'library', data: {} } as const;
  tellWindow(window as unknown as WebContents, event);
  expect(window.send).toHaveBeenCalledWith('twinlens', 'library', {});
  tellWindow(null, event);
  tellWindow({ ...window, isDestroyed: () => true } as unknown as WebContents, event);
  expect(window.send).toHaveBeenCalledTimes(1);
});
