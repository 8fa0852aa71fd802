import { Menu, type MenuItemConstructorOptions } from 'electron';
import { commandSections, windowCommands, type WindowCommand } from '../../app/contract/window-commands.ts';
import type { Choice } from './system/settings.ts';

/** What the menu's own entries do; the window's commands go to the window. */
export interface MenuActions {
  /** Asks the window for the command that has this key. */
  press: (key: string) => void;
  addFolder: () => void;
  /** Opens a library in an app of its own; asks for its folder where none is given. */
  openLibrary: (library?: string) => void;
  forgetRecent: () => void;
  choose: (choice: Choice, value: boolean) => void;
  lookForUpdates: () => void;
  showLogs: () => void;
  showLicences: () => void;
  showAbout: () => void;
}

export interface MenuState {
  platform: NodeJS.Platform;
  recent: readonly string[];
  choices: Record<Choice, boolean>;
  /** False in a checkout, which is not updated and does not start with the system. */
  installed: boolean;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

const sectionTitles: Record<(typeof commandSections)[number], string> = {
  go: 'Go',
  photo: 'Photo',
  answer: 'Answers',
  library: 'Library',
  kind: 'Show',
  window: 'Help',
};
/** Electron's names for keys that have another one in a page. */
const keyNames: Record<string, string> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  '+': 'Plus',
};

/** Every command of the window with its key, and what the app itself can do. */
export function setMenu(actions: MenuActions, state: MenuState): void {
  const mac = state.platform === 'darwin';
  const sections = commandSections.filter((section) => section !== 'window');
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } as const] : []),
      { role: 'fileMenu', submenu: fileMenu(actions, state, mac) },
      { role: 'editMenu' },
      ...sections.map((section) => ({
        label: sectionTitles[section],
        submenu: commandsOf(section).map((command) => commandItem(command, actions, mac)),
      })),
      {
        role: 'viewMenu',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          separator,
          { role: 'togglefullscreen' },
          { role: 'toggleDevTools' },
        ],
      },
      { role: 'windowMenu' },
      { role: 'help', submenu: helpMenu(actions, state, mac) },
    ]),
  );
}

function fileMenu(actions: MenuActions, { recent, choices, installed }: MenuState, mac: boolean): Item[] {
  const choice = (label: string, name: Choice, enabled: boolean): Item => ({
    label,
    type: 'checkbox',
    checked: choices[name],
    enabled,
    click: ({ checked }) => actions.choose(name, checked),
  });
  return [
    { label: 'Add Folder…', accelerator: 'CmdOrCtrl+O', click: actions.addFolder },
    separator,
    { label: 'Open Library…', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openLibrary() },
    {
      label: 'Open Recent',
      enabled: recent.length > 0,
      submenu: [
        ...recent.map((library) => ({ label: library, click: () => actions.openLibrary(library) })),
        separator,
        { label: 'Clear', click: actions.forgetRecent },
      ],
    },
    separator,
    choice('Keep Watching in the Tray', 'tray', true),
    choice('Start at Login', 'startAtLogin', installed),
    choice('Look for Updates', 'lookForUpdates', installed),
    separator,
    { role: mac ? 'close' : 'quit' },
  ];
}

function helpMenu(actions: MenuActions, { installed }: MenuState, mac: boolean): Item[] {
  return [
    ...commandsOf('window').map((command) => commandItem(command, actions, mac)),
    separator,
    { label: 'Show Logs', click: actions.showLogs },
    { label: 'Licences', click: actions.showLicences },
    { label: 'Look for Updates Now', enabled: installed, click: actions.lookForUpdates },
    ...(mac ? [] : [separator, { label: 'About Twinlens', click: actions.showAbout }]),
  ];
}

function commandsOf(section: string): WindowCommand[] {
  return Object.values<WindowCommand>(windowCommands).filter((command) => command.section === section);
}

/** Its key is shown and left to the window, which knows where a letter is typed into a field. */
function commandItem({ title, keys }: WindowCommand, { press }: MenuActions, mac: boolean): Item {
  const [key = ''] = keys;
  const name = keyNames[key] ?? key.toUpperCase();
  const click = () => press(key);
  // macOS takes a key that a menu shows before the window sees it.
  return mac
    ? { label: `${title} (${name})`, click }
    : { label: title, accelerator: name, registerAccelerator: false, click };
}
