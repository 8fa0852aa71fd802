/** What the actions need of the file system: Node's own, or one that fails where a test says so. */
import type { BigIntStats } from 'node:fs';
import * as node from 'node:fs/promises';
import { dirname, join, parse, relative, sep } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';

export type Disk = Pick<
  typeof node,
  | 'lstat'
  | 'open'
  | 'rename'
  | 'link'
  | 'unlink'
  | 'symlink'
  | 'readlink'
  | 'copyFile'
  | 'mkdir'
  | 'rmdir'
  | 'chmod'
  | 'realpath'
  | 'statfs'
>;

export const systemDisk: Disk = node;

/** What stands at a path itself, no link followed; null when nothing does. */
export async function lookAt(disk: Disk, path: string): Promise<BigIntStats | null> {
  try {
    return await disk.lstat(path, { bigint: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

/**
 * The first folder on the way to a file that is a link, or null. Scans follow no links, so no folder on a photo's path
 * was one: where one is now, the path leads to another file, perhaps to the very keeper.
 */
export async function linkOnTheWay(disk: Disk, path: string): Promise<string | null> {
  const { root } = parse(path);
  let folder = root;
  for (const name of relative(root, dirname(path)).split(sep)) {
    folder = join(folder, name);
    if ((await lookAt(disk, folder))?.isSymbolicLink()) return folder;
  }
  return null;
}

/** @throws PersonError when something would be moved through a link. */
export async function refuseLinkOnTheWay(disk: Disk, to: string): Promise<void> {
  const link = await linkOnTheWay(disk, to);
  if (link !== null) throw new PersonError(`was left where it is: the folder ${link} is a link now`);
}

/** Makes sure that names made, moved or removed in a folder outlive a power cut. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  // Windows opens no folders; NTFS keeps names in a journal of its own.
  if (process.platform === 'win32') return;
  let handle;
  try {
    handle = await disk.open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!unsyncable.has(errorCode(error) ?? '')) throw error;
  } finally {
    await handle?.close();
  }
}

/** Some network drives cannot sync a folder, and one that may be written need not be readable. */
const unsyncable: ReadonlySet<string> = new Set([
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EACCES',
  'EPERM',
  'EBADF',
  'EISDIR',
]);
