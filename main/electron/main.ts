/** The desktop app: one window, one engine. */
import { app, dialog, protocol, session, type BrowserWindow } from 'electron';
import { errorMessage } from '../../app/errors.ts';
import { readCommandLine } from './command-line.ts';
import { EngineProcess } from './engine-process.ts';
import { answerCalls, tellWindow } from './ipc.ts';
import { setMenu } from './menu.ts';
import { places } from './places.ts';
import { answerPage, answerPhoto, schemes } from './protocol.ts';
import { confine, denyPermissions } from './security.ts';
import { openWindow } from './window.ts';

const { library, folders } = readCommandLine(process.argv, app.isPackaged, process.cwd());

// One Twinlens at a time: a second one hands its folders to the first and goes.
if (app.requestSingleInstanceLock({ folders })) {
  protocol.registerSchemesAsPrivileged(schemes);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  // Not awaited: Electron becomes ready only after this module has been loaded to its end.
  void app.whenReady().then(run);
} else {
  app.quit();
}

function run(): void {
  const place = places(app, process.resourcesPath, process.platform);
  let window: BrowserWindow | null = null;
  const contents = () => window?.webContents ?? null;

  const engine = new EngineProcess({
    node: place.node,
    script: place.engine,
    arguments: library === undefined ? [] : [library],
    pickFolder,
    onEvent: (event) => tellWindow(contents(), event),
    onEnd: (reason) => {
      dialog.showErrorBox('Twinlens has to stop', reason);
      app.quit();
    },
  });

  async function pickFolder(): Promise<string | null> {
    const options = { properties: ['openDirectory' as const] };
    const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  }

  async function addFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await engine.call('add-folder', { path }).catch((error: unknown) => {
        dialog.showErrorBox('A folder could not be added', errorMessage(error));
      });
    }
  }

  denyPermissions(session.defaultSession);
  protocol.handle('app', (request) => answerPage(place.pages, request.url));
  protocol.handle('photo', (request) => answerPhoto(engine, request.url));
  answerCalls(engine, contents);
  setMenu({
    platform: process.platform,
    addFolder: () => void pickFolder().then((path) => addFolders(path === null ? [] : [path])),
  });

  window = openWindow(place);
  window.on('closed', () => (window = null));
  void addFolders(folders);

  app.on('second-instance', (_event, _argv, _from, given) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    void addFolders((given as { folders: string[] }).folders);
  });
  app.on('window-all-closed', () => app.quit());

  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    // The engine finishes what it is writing before the app goes.
    event.preventDefault();
    void engine.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}
