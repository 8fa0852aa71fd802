/** The desktop app of one library: its engine, its window, and what the system shows of them. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, protocol, session, shell, type BrowserWindow, type Tray } from 'electron';
import { errorMessage } from '../../app/errors.ts';
import type { EngineEvent } from '../channel/messages.ts';
import { engineEnvironment } from './engine-environment.ts';
import { EngineProcess } from './engine-process.ts';
import { answerCalls, pressKey, tellWindow } from './ipc.ts';
import { setMenu } from './menu.ts';
import type { OwnFolders } from './own-folders.ts';
import { places } from './places.ts';
import { answerPage, answerPhoto } from './protocol.ts';
import { grant, pickFolder } from './requests.ts';
import { denyNetwork, denyPermissions } from './security.ts';
import { JobSignals } from './system/job-signals.ts';
import { LogFile } from './system/log-file.ts';
import { startAtLogin } from './system/login-start.ts';
import { Settings, type Choice } from './system/settings.ts';
import { showTray } from './system/tray.ts';
import { Updates } from './system/updates.ts';
import { watchFailures } from './window/failures.ts';
import { offerTextMenu } from './window/text-menu.ts';
import { openWindow } from './window/window.ts';

/** How the app ends where its engine did: on the library's account, or without any. `npm start` tells the two apart. */
const libraryRefused = 1;
const engineLost = 3;

export class Desktop {
  readonly #folders: OwnFolders;
  readonly #place = places(app, process.resourcesPath, process.platform);
  readonly #log: LogFile;
  readonly #settings: Settings;
  readonly #signals = new JobSignals(
    () => this.#window,
    () => this.show(),
  );
  readonly #updates: Updates;
  readonly #engine: EngineProcess;
  #window: BrowserWindow | null = null;
  #tray: Tray | null = null;
  #quitting = false;
  #ending: Promise<void> | null = null;
  #ended = false;
  /** The command line of a start that came while this one was closing: it gets an app of its own. */
  #next: readonly string[] | null = null;

  /** Electron must be ready. */
  constructor(folders: OwnFolders) {
    this.#folders = folders;
    this.#log = new LogFile(join(folders.window, 'logs', 'twinlens.log'));
    this.#settings = new Settings(join(folders.shared, 'settings.json'));
    this.#updates = new Updates({
      updater: async () => (await import('electron-updater')).default.autoUpdater,
      window: () => this.#window,
      log: (text) => this.#log.write(text),
      beforeRestart: () => this.#end(),
    });
    this.#engine = new EngineProcess({
      node: this.#place.node,
      script: this.#place.engine,
      arguments: [folders.library],
      environment: engineEnvironment(process.env, join(folders.shared, 'compiled')),
      log: (text) => this.#print(text),
      grant: (request) => grant(request, this.#window),
      onEvent: (event) => this.#hear(event),
      onRestart: () => this.#signals.forget(),
      onEnd: (reason, byItself) => this.#engineEnded(reason, byItself),
    });
    denyPermissions(session.defaultSession);
    denyNetwork(session.defaultSession);
    protocol.handle('app', (request) => answerPage(this.#place.pages, request.url));
    protocol.handle('photo', (request) => answerPhoto(this.#engine, request.url));
    answerCalls(this.#engine, () => this.#window?.webContents ?? null);
    app.on('before-quit', (event) => {
      if (this.#ended) return;
      // The engine finishes what it is writing before the app goes.
      event.preventDefault();
      this.#quit();
    });
    app.on('activate', () => this.show());
    this.#settings.remember(folders.library);
    this.#setMenu();
    this.#setTray();
    if (this.#settings.get('lookForUpdates') && app.isPackaged) void this.#updates.look(false);
  }

  get isInTray(): boolean {
    return this.#tray !== null;
  }

  /** Brings the window before the person; opens it where it is closed. */
  show(): void {
    if (this.#ending) return;
    this.#window ??= this.#open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  async addFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await this.#engine.call('add-folder', { path }).catch((error: unknown) => {
        dialog.showErrorBox('A folder could not be added', errorMessage(error));
      });
    }
  }

  /** Twinlens was started once more on this library. */
  startedAgain(argv: readonly string[], folders: readonly string[]): void {
    if (this.#ending) {
      this.#next = argv.slice(1);
      return;
    }
    this.show();
    void this.addFolders(folders);
  }

  #open(): BrowserWindow {
    const stateFile = join(this.#folders.window, 'window.json');
    const window = openWindow({ preload: this.#place.preload, icon: this.#place.icon, stateFile });
    watchFailures(window, (text) => this.#log.write(text));
    offerTextMenu(window);
    window.on('close', (event) => {
      const stays = !this.#quitting && this.#settings.get('tray');
      if (stays || this.#mayStop(window)) return;
      event.preventDefault();
      this.#quitting = false;
    });
    // What the person said is not recorded yet: the page asks to stay, and Electron would stay without a word.
    window.webContents.on('will-prevent-unload', (event) => {
      const leave = asks(
        window,
        'Some of your answers are not recorded yet.',
        'Wait a moment for them.',
        'Close anyway',
      );
      if (leave) event.preventDefault();
      else this.#quitting = false;
    });
    window.on('closed', () => {
      this.#window = null;
      if (this.#quitting || !this.#settings.get('tray')) void this.#end().then(() => this.#leave());
    });
    return window;
  }

  /** Whether the person wants to end an action that moves files right now. */
  #mayStop(window: BrowserWindow): boolean {
    const action = this.#signals.action;
    if (action === null) return true;
    const done = `${action.done} of ${action.total} files are done. They stay as they are, and can be undone from the history.`;
    return asks(window, 'Twinlens is moving files.', done, 'Stop it and close');
  }

  #quit(): void {
    this.#quitting = true;
    if (this.#window) this.#window.close();
    else void this.#end().then(() => this.#leave());
  }

  /** Ends the engine in order, once. */
  #end(): Promise<void> {
    this.#ending ??= this.#engine.close().then(() => {
      this.#ended = true;
    });
    return this.#ending;
  }

  #leave(): void {
    if (this.#next !== null) app.relaunch({ args: [...this.#next] });
    app.exit(0);
  }

  #engineEnded(reason: string, byItself: boolean): void {
    this.#ended = true;
    this.#print(`${reason}\n`);
    dialog.showErrorBox('Twinlens has to stop', reason);
    app.exit(byItself ? engineLost : libraryRefused);
  }

  #hear(event: EngineEvent): void {
    if (event.event === 'job') this.#signals.hear(event.data);
    tellWindow(this.#window?.webContents ?? null, event);
  }

  /** Into the log; in a checkout also where the app was started. */
  #print(text: string): void {
    this.#log.write(text);
    if (!app.isPackaged) process.stderr.write(text);
  }

  #choose(choice: Choice, value: boolean): void {
    this.#settings.set(choice, value);
    if (choice === 'tray') this.#setTray();
    if (choice === 'startAtLogin') startAtLogin(value, process.platform, process.env);
    if (choice === 'lookForUpdates' && value) void this.#updates.look(true);
  }

  #setTray(): void {
    this.#tray?.destroy();
    const wanted = this.#settings.get('tray');
    this.#tray = wanted ? showTray(this.#place.icon, { show: () => this.show(), quit: () => app.quit() }) : null;
  }

  async #openLibrary(given?: string): Promise<void> {
    const library = given ?? (await pickFolder(this.#window));
    if (library === null) return;
    // An app of its own: two libraries never share a process.
    const own = app.isPackaged ? [] : [app.getAppPath()];
    spawn(process.execPath, [...own, '--library', library], { detached: true, stdio: 'ignore' }).unref();
  }

  #setMenu(): void {
    const choices = ['tray', 'startAtLogin', 'lookForUpdates'] as const;
    const [tray, startAtLogin, lookForUpdates] = choices.map((choice) => this.#settings.get(choice));
    setMenu(
      {
        press: (key) => {
          this.show();
          pressKey(this.#window?.webContents ?? null, key);
        },
        addFolder: () => void pickFolder(this.#window).then((path) => this.addFolders(path === null ? [] : [path])),
        openLibrary: (library) => void this.#openLibrary(library),
        forgetRecent: () => {
          this.#settings.forgetRecent();
          this.#setMenu();
        },
        choose: (choice, value) => this.#choose(choice, value),
        lookForUpdates: () => void this.#updates.look(true),
        showLogs: () => shell.showItemInFolder(this.#log.path),
        showLicences: () => void shell.openPath(this.#licences()),
        showAbout: () => app.showAboutPanel(),
      },
      {
        platform: process.platform,
        recent: this.#settings.recent,
        choices: { tray: tray === true, startAtLogin: startAtLogin === true, lookForUpdates: lookForUpdates === true },
        installed: app.isPackaged,
      },
    );
  }

  /** Of everything that is packed, where it is packed; in a checkout Twinlens' own. */
  #licences(): string {
    const packed = join(process.resourcesPath, 'THIRD-PARTY-NOTICES.txt');
    return existsSync(packed) ? packed : join(app.getAppPath(), 'LICENSE');
  }
}

/** True for the second button. */
function asks(window: BrowserWindow, message: string, detail: string, yes: string): boolean {
  const buttons = ['Stay', yes];
  return (
    dialog.showMessageBoxSync(window, { type: 'question', message, detail, buttons, defaultId: 0, cancelId: 0 }) === 1
  );
}
