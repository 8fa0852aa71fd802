import { dialog, shell, type BrowserWindow } from 'electron';
import type { Request } from '../channel/messages.ts';

/** Asks for a folder with the system's own dialog; null when it was closed. */
export async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { properties: ['openDirectory' as const] };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}

/** Does what the engine asks of the desktop. The paths are of photos that the library knows: the engine sees to that. */
export async function grant(request: Request, window: BrowserWindow | null): Promise<string | null> {
  if (request.ask === 'pick-folder') return pickFolder(window);
  if (request.ask === 'show-in-folder') shell.showItemInFolder(request.path);
  else {
    const problem = await shell.openPath(request.path);
    if (problem !== '') throw new Error(`${request.path} could not be opened: ${problem}`);
  }
  return null;
}
