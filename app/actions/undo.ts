/** Takes an operation back: each file returns to the place where it was, byte for byte, or is named with the reason. */
import { dirname, sep } from 'node:path';
import { errorCode, PersonError } from '../errors.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { OperationFile, OperationRow } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { summary, type ActionTools, type Carried } from './carry-out.ts';
import { lookAt, syncFolder, type Disk } from './disk/disk.ts';
import { makeParents, removeEmptyParents } from './disk/action-folders.ts';
import { copyPrecision, holds, inspectUnchanged, type Inspected } from './disk/inspect-and-hash.ts';
import { moveReason } from './disk/move-reasons.ts';
import { ownTrash } from './trash/trash.ts';
import { carryUnit } from './move-unit.ts';
import { wayBack } from './there-and-back.ts';
import type { ActionPhase } from '../jobs/phases.ts';

/** @throws PersonError when there is no such operation, or nothing of it to undo. */
export function undoable(store: Store, id: number): OperationRow {
  const operation = store.operations.operation(id);
  if (operation === undefined) throw new PersonError(`There is no operation ${id}. “history” lists them.`);
  const files = store.operations.files(id);
  if (!files.some(({ state }) => state === 'moved' || state === 'moving' || state === 'restoring')) {
    const emptied = files.find(({ state }) => state === 'emptied');
    const why =
      emptied === undefined
        ? 'is left to undo'
        : (emptied.reason ?? '').replace('cannot be brought back: it was', 'can be brought back: its files were');
    throw new PersonError(`Nothing of operation ${id} ${why}.`);
  }
  return operation;
}

/**
 * Last file first, so that what was moved in turn comes back in turn. A keeper keeps the metadata of copies that could
 * not be brought back: else it would be nowhere.
 */
export async function undo(
  operation: OperationRow,
  { store, disk }: Pick<ActionTools, 'store' | 'disk'>,
  control: JobControl<ActionPhase>,
): Promise<Carried> {
  const { operations } = store;
  operations.setState(operation.id, 'undoing');
  const moved = operations.files(operation.id).filter(({ state }) => state === 'moved');
  const units = unitsToRestore(moved);
  let done = 0;
  let away: ReadonlySet<number> | null = null;
  for (const files of units) {
    control.progress('restoring', done++, units.length);
    await control.proceed();
    if (control.signal.aborted) break;
    try {
      if (files[0]?.role === 'metadata') {
        away ??= groupsAway(operation, store);
        if (away.has(files[0].group)) throw new PersonError(notAllBack);
      }
      await restore(operation, files, { store, disk });
    } catch (error) {
      const still = new Set(operations.unit(operation.id, files[0]?.unit ?? -1).flatMap(stillMoved));
      operations.save(
        operation.id,
        files.filter(({ position }) => still.has(position)).map((file) => ({ ...file, reason: undoReason(error) })),
      );
    }
  }
  control.progress('restoring', done, units.length);
  await tidy(operation, { store, disk });
  operations.setState(operation.id, control.signal.aborted ? 'stopped' : 'done');
  // What was emptied meanwhile is named with what could not be brought back.
  const emptied = operations.files(operation.id).filter(({ state }) => state === 'emptied');
  const positions = new Set([...moved, ...emptied].map(({ position }) => position));
  const now = operations.files(operation.id).filter(({ position }) => positions.has(position));
  return { ...summary(now, 'restored'), operation: operation.id, interrupted: control.signal.aborted };
}

/** Copies first, in turn; then what was added to their keepers. */
function unitsToRestore(moved: readonly OperationFile[]): OperationFile[][] {
  const units = [...Map.groupBy(moved, ({ role, unit }) => (role === 'manifest' ? -1 : unit))]
    .filter(([unit]) => unit >= 0)
    .map(([, files]) => files)
    .reverse();
  const isMetadata = (files: OperationFile[]) => files[0]?.role === 'metadata';
  return [...units.filter((files) => !isMetadata(files)), ...units.filter(isMetadata)];
}

const notAllBack = 'keeps the metadata that was added to it: not every copy could be brought back';

/** The groups of which some copy is not back. */
function groupsAway({ id }: OperationRow, { operations }: Store): Set<number> {
  return new Set(
    operations
      .files(id)
      .filter(
        ({ role, state }) => role !== 'metadata' && role !== 'manifest' && (state === 'moved' || state === 'emptied'),
      )
      .map(({ group }) => group),
  );
}

function stillMoved({ position, state }: OperationFile): number[] {
  return state === 'moved' ? [position] : [];
}

async function restore(
  operation: OperationRow,
  files: readonly OperationFile[],
  { store, disk }: Pick<ActionTools, 'store' | 'disk'>,
): Promise<void> {
  const seen: Inspected[] = [];
  // Copies and links are looked at when they are taken away.
  if (operation.mode === 'move')
    for (const file of files) {
      // A sidecar that was not there before has nothing to come back.
      if (file.sha256 !== null) seen.push(await inspectTarget(operation, file, disk));
      // Where a keeper was, its new version stands.
      if (file.role === 'metadata') continue;
      if ((await lookAt(disk, file.source)) !== null)
        throw new PersonError(`cannot be brought back from ${file.target ?? ''}: another file has its place now`);
      await makeParents(disk, file.source);
    }
  const { operations } = store;
  const way = wayBack(disk, operation, files[0]?.role ?? 'photo');
  const restored = await carryUnit({ disk, operations, operation }, way, files, seen);
  if (operation.mode !== 'move') return;
  // What was moved within the library was found at its new place.
  store.photos.removeFiles(
    restored.flatMap(({ role, target }) => (role === 'metadata' || target === null ? [] : [target])),
  );
  remember(store, restored);
}

async function inspectTarget({ destination }: OperationRow, file: OperationFile, disk: Disk): Promise<Inspected> {
  const target = file.target ?? '';
  if (destination === 'trash' && (await lookAt(disk, target)) === null)
    throw new PersonError(
      `cannot be brought back: the trash was emptied, or it was taken out of there. It was at ${target}`,
    );
  try {
    const seen = await inspectUnchanged(disk, target, file, 'it was moved', copyPrecision);
    // A coarse drive rounded its time: it gets back the one that it had.
    return { ...seen, modified: file.modified };
  } catch (error) {
    throw error instanceof PersonError ? new PersonError(`cannot be brought back: ${target} ${error.message}`) : error;
  }
}

/** The library knows these photos: it need not read them again. */
export function remember(store: Store, files: readonly OperationFile[]): void {
  store.photos.save(
    files
      .filter(
        ({ sha256, role }) =>
          (role === 'photo' || role === 'metadata') && sha256 !== null && store.photos.known(sha256) !== undefined,
      )
      .map(({ source, bytes, modified, sha256 }) => ({
        file: { path: source, size: bytes, modified, problem: null },
        sha256,
        content: null,
      })),
  );
}

/** Removes what the operation made and nobody needs any more: its manifests and its empty folders. */
export async function tidy(
  operation: OperationRow,
  { store, disk }: Pick<ActionTools, 'store' | 'disk'>,
): Promise<void> {
  const files = store.operations.files(operation.id);
  if (files.some(({ role, state }) => role !== 'manifest' && !['skipped', 'restored', 'planned'].includes(state)))
    return;
  for (const file of files) {
    if (file.role !== 'manifest' || file.target === null || file.state !== 'moved') continue;
    if (file.sha256 !== null && (await holds(disk, file.target, file.sha256))) {
      await disk.unlink(file.target);
      await syncFolder(disk, dirname(file.target));
    }
    store.operations.save(operation.id, [{ ...file, state: 'restored' }]);
  }
  const targets = files.flatMap(({ target, state }) => (target === null || state === 'skipped' ? [] : [target]));
  if (operation.destination !== 'trash') await removeEmptyParents(disk, targets, operation.destination);
  else {
    const own = targets.filter((target) => target.split(sep).includes(ownTrash));
    for (const target of own)
      await removeEmptyParents(disk, [target], target.slice(0, target.indexOf(`${sep}${ownTrash}${sep}`)));
  }
}

function undoReason(error: unknown): string {
  if (error instanceof PersonError) return error.message;
  if (errorCode(error) === 'EEXIST') return 'was not brought back: another file has its place now';
  return moveReason(error).replace('was left where it is', 'was not brought back');
}
