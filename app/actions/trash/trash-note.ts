/** The notes (`.trashinfo`) that say where files in a system's trash came from. */
import { errorCode } from '../../errors.ts';
import type { OperationFile } from '../../store/operations.ts';
import { lookAt, type Disk } from '../disk/disk.ts';

/** @throws the system's error, `EEXIST` when a note of this name is there. */
export async function writeNote(disk: Disk, path: string, text: string): Promise<void> {
  const handle = await disk.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes the note of a file that is not in the trash. A note that speaks of another file stays. */
export async function dropNote(disk: Disk, { trashInfo, source }: OperationFile): Promise<void> {
  if (trashInfo === null || !(await lookAt(disk, trashInfo))?.isFile()) return;
  const handle = await disk.open(trashInfo, 'r');
  let text;
  try {
    text = await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
  if (!speaksOf(text, source)) return;
  await disk.unlink(trashInfo).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

/** An empty note is one that we were cut off from writing. */
function speaksOf(text: string, source: string): boolean {
  if (text === '') return true;
  const path = /^Path=(.*)$/m.exec(text)?.[1];
  try {
    return path !== undefined && source.endsWith(decodeURIComponent(path));
  } catch {
    return false;
  }
}
