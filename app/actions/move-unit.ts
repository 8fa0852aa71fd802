/**
 * Takes the files of a unit along a way, all or none, with the journal written before and after. What the journal says
 * of a file is on the disk before it says so: neither runs ahead of the other in a power cut.
 */
import { dirname } from 'node:path';
import { errorCode } from '../errors.ts';
import type { OperationFile, OperationRow, Operations } from '../store/operations.ts';
import { syncFolder, type Disk } from './disk/disk.ts';
import type { Inspected } from './disk/inspect-and-hash.ts';
import { moveReason } from './disk/move-reasons.ts';
import type { Way } from './there-and-back.ts';

export interface UnitTools {
  disk: Disk;
  operations: Operations;
  operation: OperationRow;
}

/**
 * @param seen what each file was found to be, just now.
 * @param before called when the journal knows of the move, before the first file is touched.
 * @throws what stopped it; the files are back where they were then, and the journal says so.
 */
export async function carryUnit(
  { disk, operations, operation }: UnitTools,
  way: Way,
  files: readonly OperationFile[],
  seen: readonly Inspected[],
  before?: () => Promise<void>,
): Promise<OperationFile[]> {
  const working = files.map((file) => ({ ...file, state: way.working, reason: null, copying: false }));
  operations.save(operation.id, working);
  try {
    await before?.();
    for (const [at, file] of working.entries())
      await way.go(file, seen[at], () => {
        file.copying = true;
        operations.save(operation.id, [file]);
      });
  } catch (error) {
    await returnUnit({ disk, operations, operation }, way, working, moveReason(error));
    throw error;
  }
  return finishUnit({ disk, operations, operation }, way, working);
}

/** Brings a unit that was cut off to a clean state: at its end if every file had arrived, else back. */
export async function settleUnit(
  tools: UnitTools,
  way: Way,
  files: readonly OperationFile[],
  reason: string,
): Promise<OperationFile[]> {
  try {
    for (const file of files) if (!(await way.hasArrived(file))) return await returnUnit(tools, way, files, reason);
  } catch (error) {
    return remember(
      tools,
      files.map((file) => ({ ...file, reason: moveReason(error) })),
    );
  }
  return finishUnit(tools, way, files);
}

async function finishUnit(tools: UnitTools, way: Way, files: readonly OperationFile[]): Promise<OperationFile[]> {
  for (const file of files) await way.finish?.(file);
  return remember(
    tools,
    files.map((file) => ({ ...file, state: way.arrived, reason: null, copying: false })),
  );
}

/** Brings every file of a unit back; one that cannot be seen stays in work in the journal, for the next start. */
async function returnUnit(
  tools: UnitTools,
  way: Way,
  files: readonly OperationFile[],
  reason: string,
): Promise<OperationFile[]> {
  const { operations, operation } = tools;
  const settled: OperationFile[] = [];
  for (const file of files.toReversed()) {
    const onCopy = () => operations.save(operation.id, [{ ...file, copying: true }]);
    try {
      const state = (await way.putBack(file, onCopy)) === 'from' ? way.failed : way.arrived;
      settled.unshift({ ...file, state, reason, copying: false });
    } catch (error) {
      settled.unshift({ ...file, reason: moveReason(error) });
    }
  }
  return remember(tools, settled);
}

async function remember({ disk, operations, operation }: UnitTools, files: OperationFile[]): Promise<OperationFile[]> {
  await syncFoldersOf(disk, files);
  operations.save(operation.id, files);
  return files;
}

/** Where files arrive first: a name that is gone before the other is there would be no name at all. */
async function syncFoldersOf(disk: Disk, files: readonly OperationFile[]): Promise<void> {
  const places = files.flatMap(({ state, source, target, trashInfo }) => {
    const there = [target, trashInfo].filter((path) => path !== null);
    return state === 'moved' ? [...there, source] : [source, ...there];
  });
  const folders = new Set(places.map((path) => dirname(path)));
  for (const folder of folders)
    await syncFolder(disk, folder).catch((error: unknown) => {
      // Of a drive that is away there is nothing to say.
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
    });
}
