/**
 * Stands in for Electron's module, as strict as the real one where Twinlens meets it: what crosses to a page or comes from one
 * is a structured clone, a page's frame is checked by identity, a window that is closed is asked first, and a destroyed one
 * can do nothing.
 */
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export interface Prevented {
  defaultPrevented: boolean;
  preventDefault: () => void;
}

export function event<Fields extends object>(fields = {} as Fields): Fields & Prevented {
  const made = { ...fields, defaultPrevented: false, preventDefault: () => (made.defaultPrevented = true) };
  return made;
}

type Handler = (event: unknown, ...input: unknown[]) => unknown;
export type Item = {
  label?: string;
  role?: string;
  accelerator?: string;
  registerAccelerator?: boolean;
  enabled?: boolean;
  checked?: boolean;
  click?: (item: { checked: boolean }) => void;
  submenu?: Item[];
};

export class FakeContents extends EventEmitter {
  destroyed = false;
  readonly mainFrame = { origin: 'app://twinlens' };
  /** What the page was sent. */
  readonly sent: unknown[][] = [];
  /** True while the page asks to stay. */
  keepsOpen = false;
  readonly reload = vi.fn();
  readonly forcefullyCrashRenderer = vi.fn();
  readonly setWindowOpenHandler = vi.fn();

  isDestroyed() {
    return this.destroyed;
  }

  send(...values: unknown[]) {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.sent.push(structuredClone(values));
  }
}

export function makeElectron(root: string, appData: string) {
  const handlers = new Map<string, Handler>();
  const windows: FakeWindow[] = [];
  const menus: Item[][] = [];
  const answers = { messageBox: 0, folder: null as string | null };
  const blockers = new Set<number>();
  const notifications: { title: string; body: string }[] = [];
  const requests: ((details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void)[] = [];

  class FakeApp extends EventEmitter {
    isPackaged = false;
    exited: number | null = null;
    relaunched: string[] | null = null;
    readonly paths: Record<string, string> = { appData };
    getAppPath = () => root;
    getVersion = () => '0.1.0';
    getPath = (name: string) => this.paths[name] ?? '';
    setPath = (name: string, path: string) => void (this.paths[name] = path);
    requestSingleInstanceLock = vi.fn<(data: object) => boolean>(() => true);
    setAboutPanelOptions = vi.fn();
    showAboutPanel = vi.fn();
    setLoginItemSettings = vi.fn();
    whenReady = () => Promise.resolve();
    relaunch = ({ args }: { args: string[] }) => void (this.relaunched = args);
    exit = (code: number) => {
      this.exited ??= code;
      this.emit('quit');
    };
    quit = () => {
      const asked = event();
      this.emit('before-quit', asked);
      if (!asked.defaultPrevented) this.exit(0);
    };
  }
  const app = new FakeApp();

  class FakeWindow extends EventEmitter {
    destroyed = false;
    visible = false;
    focused = false;
    minimized = false;
    progress: number | null = null;
    readonly options: Record<string, unknown>;
    readonly webContents = new FakeContents();
    readonly loadURL = vi.fn<(address: string) => Promise<void>>(() => Promise.resolve());
    readonly show = vi.fn(() => {
      this.#alive();
      this.visible = true;
    });
    readonly focus = vi.fn();
    readonly maximize = vi.fn();
    readonly restore = vi.fn();

    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', event(), this.webContents);
    }
    isDestroyed = () => this.destroyed;
    isVisible = () => this.visible;
    isFocused = () => this.focused;
    isMinimized = () => this.minimized;
    isMaximized = () => false;
    getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 });
    setProgressBar(progress: number) {
      this.#alive();
      this.progress = progress;
    }
    close() {
      this.#alive();
      const closing = event();
      this.emit('close', closing);
      if (closing.defaultPrevented) return;
      const unloading = event();
      if (this.webContents.keepsOpen) this.webContents.emit('will-prevent-unload', unloading);
      if (this.webContents.keepsOpen && !unloading.defaultPrevented) return;
      this.destroyed = true;
      this.webContents.destroyed = true;
      this.emit('closed');
      app.emit('window-all-closed');
    }
    #alive() {
      if (this.destroyed) throw new TypeError('Object has been destroyed');
    }

    /** What the page's preload does when the page calls. */
    async call(name: unknown, input: unknown, from: object = this.webContents.mainFrame): Promise<unknown> {
      const asked = { sender: this.webContents, senderFrame: from };
      const answer = handlers.get('twinlens')?.(asked, structuredClone(name), structuredClone(input));
      return structuredClone(await answer);
    }
  }

  class Notification extends EventEmitter {
    static isSupported = () => true;
    constructor(readonlyOptions: { title: string; body: string }) {
      super();
      notifications.push(readonlyOptions);
    }
    show = vi.fn();
  }

  class Tray extends EventEmitter {
    destroy = vi.fn();
    setToolTip = vi.fn();
    setContextMenu = vi.fn();
  }

  const popups: Item[][] = [];
  const module = {
    app,
    BrowserWindow: FakeWindow,
    dialog: {
      showErrorBox: vi.fn(),
      showMessageBox: vi.fn<(...options: unknown[]) => Promise<{ response: number }>>(() =>
        Promise.resolve({ response: answers.messageBox }),
      ),
      showMessageBoxSync: vi.fn<(...options: unknown[]) => number>(() => answers.messageBox),
      showOpenDialog: vi.fn(() => Promise.resolve({ filePaths: answers.folder === null ? [] : [answers.folder] })),
    },
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
    Menu: {
      buildFromTemplate: (template: Item[]) => ({ template, popup: () => popups.push(template) }),
      setApplicationMenu: ({ template }: { template: Item[] }) => menus.push(template),
    },
    nativeImage: { createFromPath: () => ({ resize: () => ({}) }) },
    nativeTheme: { shouldUseDarkColors: false },
    Notification,
    powerSaveBlocker: {
      start: () => {
        const id = blockers.size + 1;
        blockers.add(id);
        return id;
      },
      stop: (id: number) => blockers.delete(id),
    },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: vi.fn(),
        setPermissionCheckHandler: vi.fn(),
        setDevicePermissionHandler: vi.fn(),
        setSpellCheckerEnabled: vi.fn(),
        webRequest: { onBeforeRequest: (listener: (typeof requests)[number]) => requests.push(listener) },
      },
    },
    shell: { openPath: vi.fn<(path: string) => Promise<string>>(() => Promise.resolve('')), showItemInFolder: vi.fn() },
    Tray,
  };
  return { module, app, windows, handlers, menus, popups, answers, blockers, notifications, requests };
}

/** Every item of a menu, those of its submenus included. */
export function itemsOf(menu: Item[]): Item[] {
  return menu.flatMap((item) => [item, ...itemsOf(item.submenu ?? [])]);
}
