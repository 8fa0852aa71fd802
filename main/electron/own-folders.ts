import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface OwnFolders {
  /** The library that this app is for. */
  library: string;
  /** What all windows share: settings. */
  shared: string;
  /** This library's window: what Chromium keeps, where the window was, the log. One app runs in it at a time. */
  window: string;
}

/**
 * Where the desktop app keeps its own. Never in the library's folder, where Electron's own choice would be on macOS; and
 * apart for each library, so that two libraries have a process each and none ever answers for the other.
 */
export function ownFolders(appData: string, library: string): OwnFolders {
  const folder = real(resolve(library));
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const shared = join(appData, 'Twinlens Desktop');
  return { library: folder, shared, window: join(shared, name) };
}

/** One library under two names is one library. A library that is not there yet has the name that it will get. */
function real(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}
