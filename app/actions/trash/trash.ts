/**
 * Where a file goes that is put into the trash, so that undo can bring it back byte for byte, across restarts.
 *
 * On Linux and its like that is the desktop's own trash, by the freedesktop.org Trash specification 1.0: in the home
 * folder, or at the top of a volume of its own. We write it ourselves, because the npm package `trash` does not say
 * where a file went, and between volumes copies without verifying. On macOS it is the trash that Finder shows, `~/.Trash`
 * and `.Trashes/UID` at the top of a volume: a file is moved there like anywhere else. The recycle bin of Windows is
 * reached only through calls that do not say where a file went (Electron's `shell.trashItem` among them): there, and where a
 * volume lets us make no trash, it is a folder `.twinlens-trash` in the library's folder that holds the photo.
 */
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { errorCode } from '../../errors.ts';
import { makeFolder } from '../disk/action-folders.ts';
import { lookAt, type Disk } from '../disk/disk.ts';

export const ownTrash = '.twinlens-trash';

export interface Trash {
  files: string;
  /** Where the notes on deleted files lie; null where it has none. */
  info: string | null;
  /** What the paths in its notes are relative to; null when they are absolute. */
  top: string | null;
}

/** The home folder's trash, or null on Windows, whose recycle bin is no folder that others may fill. */
export function homeTrash(): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform === 'darwin') return join(homedir(), '.Trash');
  const data = process.env.XDG_DATA_HOME;
  return join(data !== undefined && data.startsWith(sep) ? data : join(homedir(), '.local', 'share'), 'Trash');
}

/**
 * The system's trash for a file, made when it is missing; null when there is none, and none can be made.
 * @param home the home folder's trash, on the volume of which files are put there.
 */
export async function systemTrash(
  disk: Disk,
  path: string,
  home: string | null,
  platform: NodeJS.Platform = process.platform,
): Promise<Trash | null> {
  if (home === null) return null;
  const device = (await lookAt(disk, dirname(path)))?.dev;
  try {
    const isHome = (await deviceOf(disk, home)) === device;
    const user = String(process.getuid?.());
    const top = await topOf(disk, dirname(path));
    if (platform === 'darwin') return await openedPlain(disk, isHome ? home : join(top, '.Trashes', user));
    if (isHome) return await opened(disk, home, null);
    const shared = await lookAt(disk, join(top, '.Trash'));
    // The specification: usable for all only as a real folder whose sticky bit keeps each user's own from the others.
    if (shared?.isDirectory() === true && (shared.mode & 0o1000n) !== 0n)
      return await opened(disk, join(top, '.Trash', user), top);
    return await opened(disk, join(top, `.Trash-${user}`), top);
  } catch (error) {
    if (noTrash.has(errorCode(error) ?? '')) return null;
    throw error;
  }
}

const noTrash = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENOTSUP', 'ELOOP']);

/** The note that the specification wants beside a deleted file. @param date local time, to the second. */
export function trashNote(source: string, { top }: Trash, date: Date): string {
  const path = (top === null ? source : relative(top, source)).split(sep).map(encodeURIComponent).join('/');
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  return `[Trash Info]\nPath=${path}\nDeletionDate=${local}\n`;
}

async function opened(disk: Disk, folder: string, top: string | null): Promise<Trash> {
  await makeFolder(disk, folder, 0o700);
  // A home folder's trash may be a link to another place: what is moved there bears its real name.
  const real = await disk.realpath(folder);
  if (top !== null && real !== folder) throw Object.assign(new Error('A link for a trash.'), { code: 'ELOOP' });
  const [files, info] = [join(real, 'files'), join(real, 'info')];
  for (const one of [files, info]) await makeFolder(disk, one, 0o700);
  return { files, info, top };
}

/** A trash without notes. Its folder is taken as it is: a system that keeps it from programs answers with an error here. */
async function openedPlain(disk: Disk, folder: string): Promise<Trash> {
  await makeFolder(disk, folder, 0o700);
  const probe = join(folder, `.twinlens-${process.pid}`);
  await (await disk.open(probe, 'wx')).close();
  await disk.unlink(probe);
  return { files: await disk.realpath(folder), info: null, top: null };
}

/** The device on which a folder is, or would be made. */
async function deviceOf(disk: Disk, folder: string): Promise<bigint | undefined> {
  for (let place = folder; ; place = dirname(place)) {
    const real = await disk.realpath(place).catch(() => null);
    if (real !== null) return (await lookAt(disk, real))?.dev;
    if (dirname(place) === place) return undefined;
  }
}

/** The highest folder on the volume of a folder. */
async function topOf(disk: Disk, folder: string): Promise<string> {
  const device = (await lookAt(disk, folder))?.dev;
  let top = folder;
  while (dirname(top) !== top && (await lookAt(disk, dirname(top)))?.dev === device) top = dirname(top);
  return top;
}
