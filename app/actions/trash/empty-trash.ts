/** Deletes for good what actions have put into trashes of our own (`.twinlens-trash`), and nothing else. */
import { dirname, sep } from 'node:path';
import { PersonError } from '../../errors.ts';
import { modifiedOf, sizeOf } from '../../files/file-facts.ts';
import type { OperationFile, OperationRow } from '../../store/operations.ts';
import type { ActionTools } from '../carry-out.ts';
import { lookAt, refuseLinkOnTheWay, syncFolder, type Disk } from '../disk/disk.ts';
import { removeEmptyParents } from '../disk/action-folders.ts';
import { copyPrecision } from '../disk/inspect-and-hash.ts';
import { moveReason } from '../disk/move-reasons.ts';
import { ownTrash } from './trash.ts';

export interface Emptied {
  /** Files that were deleted, or would be. */
  files: number;
  bytes: number;
  /** Files that are not what was put there; `reason` completes “The file … ”. */
  skipped: { path: string; reason: string }[];
}

/**
 * @param id of one operation; all of them when left out.
 * @param dryRun only says what would be deleted.
 * @throws PersonError when there is no such operation.
 */
export async function empty(
  { store, disk, now }: ActionTools,
  { operation: id, dryRun = false }: { operation?: number | undefined; dryRun?: boolean | undefined },
): Promise<Emptied> {
  const { operations } = store;
  if (id !== undefined && operations.operation(id) === undefined)
    throw new PersonError(`There is no operation ${id}. “history” lists them.`);
  const emptied: Emptied = { files: 0, bytes: 0, skipped: [] };
  const unfinished = new Set(operations.unfinished().map((operation) => operation.id));
  for (const operation of operations.all()) {
    if ((id !== undefined && operation.id !== id) || unfinished.has(operation.id)) continue;
    const files = operations.files(operation.id).filter(isInOwnTrash);
    for (const unit of Map.groupBy(files, (file) => file.unit).values())
      try {
        const there = await untouched(disk, unit);
        if (!dryRun) await deleteUnit(operation, unit, there, { store, disk, now });
        emptied.files += there.length;
        emptied.bytes += there.reduce((sum, { bytes }) => sum + bytes, 0);
      } catch (error) {
        const reason = error instanceof PersonError ? error.message : moveReason(error);
        for (const { target } of unit) emptied.skipped.push({ path: target ?? '', reason });
      }
  }
  return emptied;
}

/** What lies in a trash of ours. */
function isInOwnTrash({ state, target }: OperationFile): boolean {
  return state === 'moved' && target !== null && target.split(sep).includes(ownTrash);
}

/** The files of a unit that are there. @throws PersonError when one is not what was put there. */
async function untouched(disk: Disk, unit: readonly OperationFile[]): Promise<OperationFile[]> {
  const there = [];
  for (const file of unit) {
    const target = file.target ?? '';
    await refuseLinkOnTheWay(disk, target);
    const stats = await lookAt(disk, target);
    if (stats === null) continue;
    const isSame = stats.isFile() && sizeOf(stats) === file.bytes;
    if (!isSame || Math.abs(modifiedOf(stats) - file.modified) > copyPrecision)
      throw new PersonError('stays: it, or what belongs to it, was changed since it was put there');
    there.push(file);
  }
  return there;
}

async function deleteUnit(
  operation: OperationRow,
  unit: readonly OperationFile[],
  there: readonly OperationFile[],
  { store, disk, now }: ActionTools,
): Promise<void> {
  for (const { target } of there) await disk.unlink(target ?? '');
  for (const folder of new Set(there.map(({ target }) => dirname(target ?? '')))) await syncFolder(disk, folder);
  const day = now().toISOString().slice(0, 10);
  const reason = `cannot be brought back: it was deleted for good when the trash was emptied on ${day}`;
  store.operations.save(
    operation.id,
    unit.map((file) => ({ ...file, state: 'emptied', reason })),
  );
  for (const { target } of unit)
    if (target !== null)
      await removeEmptyParents(disk, [target], target.slice(0, target.indexOf(`${sep}${ownTrash}${sep}`)));
}
