/** Starts the desktop app: one process a library, and one window. */
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { defaultLibrary } from '../../app/resources.ts';
import { readCommandLine } from './command-line.ts';
import { Desktop } from './desktop.ts';
import { ownFolders } from './own-folders.ts';
import { schemes } from './protocol.ts';
import { confine } from './security.ts';

const read = (argv: readonly string[], from: string) => readCommandLine(argv, app.isPackaged, from);
const { library, folders, hidden } = read(process.argv, process.cwd());
const own = ownFolders(app.getPath('appData'), library ?? defaultLibrary());
// The lock is this folder's: a second start on the same library hands its folders to the first, on another it is its own app.
app.setPath('userData', own.window);

if (app.requestSingleInstanceLock({ folders })) {
  protocol.registerSchemesAsPrivileged(schemes);
  app.on('web-contents-created', (_event, contents) => confine(contents));
  app.setAboutPanelOptions({
    applicationName: 'Twinlens',
    applicationVersion: app.getVersion(),
    copyright: 'Twinlens contributors, MIT licence. The licences of what it is made of: Help, Licences.',
    iconPath: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
  });
  let desktop: Desktop | null = null;
  const dropped: string[] = [];
  // On macOS a folder that is dropped on the icon comes as an event, perhaps before anything else.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (desktop) void desktop.addFolders([path]);
    else dropped.push(path);
  });
  app.on('second-instance', (_event, argv, _from, given) => {
    desktop?.startedAgain(argv, (given as { folders: string[] }).folders);
  });
  // Its window may close and the app go on, in the tray.
  app.on('window-all-closed', () => undefined);
  // Not awaited: Electron becomes ready only after this module has been loaded to its end.
  void app.whenReady().then(() => {
    desktop = new Desktop(own);
    // Without a sign in the tray nobody could see that it runs, or end it.
    if (!hidden || !desktop.isInTray) desktop.show();
    void desktop.addFolders([...folders, ...dropped]);
  });
} else {
  app.quit();
}
