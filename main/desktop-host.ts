import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import open from 'open';
import { errorMessage, PersonError } from '../app/errors.ts';
import type { Host } from '../app/host.ts';

/** What this computer's desktop does for the window in a browser. Only for a server that the person's own computer runs. */
export const desktopHost: Host = {
  async showInFolder(path) {
    for (const [program, ...line] of fileManagers(process.platform, path)) {
      if (await ran(program, line)) return;
    }
    throw new PersonError(`No file manager could be opened here. The photo is ${path}`);
  },
  async openFile(path) {
    await open(path).catch((error: unknown) => {
      throw new PersonError(`${path} could not be opened: ${errorMessage(error)}`);
    });
  },
};

type Command = [program: string, ...line: string[]];

/** The commands that show a file in its folder, the best first. No shell reads them, whatever a file is called. */
export function fileManagers(platform: NodeJS.Platform, path: string): Command[] {
  if (platform === 'darwin') return [['open', '-R', path]];
  if (platform === 'win32') return [['explorer.exe', `/select,"${path}"`]];
  const method = 'org.freedesktop.FileManager1.ShowItems';
  const to = ['--session', '--dest=org.freedesktop.FileManager1', '--type=method_call', '--print-reply'];
  return [
    // A comma would end the list's item.
    ['dbus-send', ...to, '/org/freedesktop/FileManager1', method, `array:string:${fileAddress(path)}`, 'string:'],
    ['xdg-open', dirname(path)],
  ];
}

function fileAddress(path: string): string {
  return pathToFileURL(path).href.replaceAll(',', '%2C');
}

async function ran(program: string, line: string[]): Promise<boolean> {
  const running = spawn(program, line, { stdio: 'ignore', windowsVerbatimArguments: true, detached: true });
  try {
    const [code] = (await once(running, 'exit')) as [number | null];
    // Windows' Explorer ends with 1 when all went well.
    return code === 0 || program === 'explorer.exe';
  } catch {
    return false;
  }
}
