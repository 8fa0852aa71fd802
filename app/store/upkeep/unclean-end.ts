/** Whether a library was closed in order; where it was not, its database is checked before it is used. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, PersonError } from '../../errors.ts';
import { backupName } from './backup.ts';
import type { Database } from '../database.ts';

const markerName = 'in-use';

/**
 * For the one process that writes.
 * @returns whether the last end was unclean, and what must be called at a clean end.
 * @throws PersonError when the database was damaged by it.
 */
export function checkedAfterUncleanEnd(
  directory: string,
  database: Database,
): { wasUnclean: boolean; endCleanly: () => void } {
  const marker = join(directory, markerName);
  const wasUnclean = existsSync(marker);
  const damage = wasUnclean ? damageOf(database) : null;
  if (damage !== null)
    throw new PersonError(
      `Twinlens was ended before it was done, and its library in ${directory} is damaged (${damage}). Move library.sqlite aside and scan again: your answers, keepers and rules are in ${backupName} beside it, and are taken over.`,
    );
  try {
    writeFileSync(marker, '');
  } catch (error) {
    // Where nothing can be written, nothing can be damaged.
    if (!['ENOSPC', 'EROFS', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
  return { wasUnclean, endCleanly: () => rmSync(marker, { force: true }) };
}

/** What SQLite finds wrong, in its own words; null for a database that is whole. */
function damageOf(database: Database): string | null {
  try {
    const found = String(database.prepare('pragma quick_check(1)').get()?.quick_check);
    return found === 'ok' ? null : found.trim().split('\n').join(' ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
