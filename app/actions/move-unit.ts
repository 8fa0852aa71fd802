/** Takes the files of a unit along a way, all or none, with the journal written before and after. */
import type { OperationFile, OperationRow, Operations } from '../store/operations.ts';
import type { Disk } from './disk/disk.ts';
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
  { operations, operation }: UnitTools,
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
    await returnUnit({ operations, operation }, way, working, moveReason(error));
    throw error;
  }
  return finishUnit({ operations, operation }, way, working);
}

/** Brings a unit that was cut off to a clean state: at its end if every file had arrived, else back. */
export async function settleUnit(
  tools: Pick<UnitTools, 'operations' | 'operation'>,
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

async function finishUnit(
  tools: Pick<UnitTools, 'operations' | 'operation'>,
  way: Way,
  files: readonly OperationFile[],
): Promise<OperationFile[]> {
  for (const file of files) await way.finish?.(file);
  return remember(
    tools,
    files.map((file) => ({ ...file, state: way.arrived, reason: null, copying: false })),
  );
}

/** Brings every file of a unit back; one that cannot be seen stays in work in the journal, for the next start. */
async function returnUnit(
  tools: Pick<UnitTools, 'operations' | 'operation'>,
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

function remember(
  { operations, operation }: Pick<UnitTools, 'operations' | 'operation'>,
  files: OperationFile[],
): OperationFile[] {
  operations.save(operation.id, files);
  return files;
}
