/** Stands in for the module `electron`, so that the packaged shell runs without its program: the channel is the real one. */
import { EventEmitter } from 'node:events';
import { join } from 'node:path';

/** Lets everything be read, called and constructed, and does nothing: of what the shell asks besides. */
const agreeable = new Proxy(function () {}, {
  get: (_target, name) => {
    if (name === 'then') return undefined;
    if (name === Symbol.toPrimitive) return () => '';
    return agreeable;
  },
  apply: () => agreeable,
  construct: () => agreeable,
});

function withAgreement(object) {
  return new Proxy(object, { get: (target, name) => (name in target ? target[name] : agreeable) });
}

/** What the driver uses. */
export const standIn = { handlers: new Map(), protocols: new Map(), events: [], window: null };

export const app = withAgreement(
  Object.assign(new EventEmitter(), {
    isPackaged: true,
    getAppPath: () => join(process.resourcesPath, 'app.asar'),
    getPath: (name) => join(process.env.TWINLENS_TEST_HOME, name),
    getVersion: () => '0.0.0',
    getName: () => 'Twinlens',
    requestSingleInstanceLock: () => true,
    isReady: () => true,
    whenReady: () => Promise.resolve(),
    exit: (code) => process.exit(code),
    quit() {
      let prevented = false;
      this.emit('before-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) process.exit(0);
    },
  }),
);

export const ipcMain = withAgreement({ handle: (name, handler) => standIn.handlers.set(name, handler) });
export const protocol = withAgreement({ handle: (name, handler) => standIn.protocols.set(name, handler) });
export const dialog = withAgreement({ showErrorBox: (title, text) => process.stderr.write(`${title}: ${text}\n`) });

export const BrowserWindow = class {
  constructor() {
    const webContents = withAgreement(
      Object.assign(new EventEmitter(), {
        mainFrame: { origin: 'app://twinlens' },
        isDestroyed: () => false,
        send: (_channel, event) => standIn.events.push(event),
      }),
    );
    standIn.window = withAgreement(
      Object.assign(new EventEmitter(), {
        webContents,
        isDestroyed: () => false,
        isMinimized: () => false,
        loadURL: () => Promise.resolve(),
        close() {
          let prevented = false;
          this.emit('close', { preventDefault: () => (prevented = true) });
          if (!prevented) this.emit('closed');
        },
      }),
    );
    return standIn.window;
  }
  static getAllWindows = () => [standIn.window];
  static getFocusedWindow = () => standIn.window;
};

export const [Menu, MenuItem, Notification, Tray, clipboard, globalShortcut, nativeImage, nativeTheme, net] =
  Array.from({ length: 9 }, () => agreeable);
export const [powerMonitor, powerSaveBlocker, screen, session, shell, systemPreferences, webContents, autoUpdater] =
  Array.from({ length: 8 }, () => agreeable);
export default agreeable;
