import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { errorMessage, PersonError } from '../../errors.ts';
import { isBusy } from './obstacles.ts';

/**
 * Makes this process the only one that writes to the library, until the returned function is called or the process
 * ends, however it ends: the lock is SQLite's own lock on a file of its own, and the system drops it with the process.
 * @throws PersonError when another process holds it.
 */
export function lockLibrary(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'writer.lock'), { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error))
      throw new PersonError(
        `The file ${join(directory, 'writer.lock')} cannot be used: ${errorMessage(error)}. It holds nothing: if the drive and its permissions are in order, delete it.`,
        { cause: error },
      );
    throw new PersonError(
      `Another Twinlens is working on the library ${directory}. Close its window or wait for its scan, or pick another library with --library.`,
      { cause: error },
    );
  }
  return () => lock.close();
}
