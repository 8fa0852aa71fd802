/** Carries out an operation unit by unit: looks at each file again, finds it a place, and takes it there. */
import { errorCode } from '../errors.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { OperationFile, OperationRow } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { freeTargets, type Destination } from './destinations.ts';
import { lookAt, type Disk } from './disk/disk.ts';
import { makeParents } from './disk/action-folders.ts';
import { inspectUnchanged, type Inspected } from './disk/inspect-and-hash.ts';
import { failsForDrive, isJournalFailure, moveReason } from './disk/move-reasons.ts';
import { writeNote } from './trash/trash-note.ts';
import { carryUnit, type UnitTools } from './move-unit.ts';
import { wayThere } from './there-and-back.ts';
import type { ActionPhase } from '../jobs/phases.ts';

export interface ActionTools {
  store: Store;
  disk: Disk;
  now: () => Date;
}

export interface Carried {
  operation: number;
  /** Files that are where the operation put them. */
  files: number;
  bytes: number;
  /** Keepers that got more metadata, or have back what they had. */
  merged: number;
  skipped: { path: string; reason: string }[];
  interrupted: boolean;
}

/** What is checked right before the files of a unit go. @throws PersonError when they must not. */
export type Verify = (unit: number, seen: readonly Inspected[]) => Promise<void> | void;

/** Somebody may take a name between the look and the move; not this often. */
const races = 5;
const stopped = 'was left where it is: it was stopped before its turn';

/**
 * Each drive fails for itself: when one is full, or can only be read, its other photos stay, and those of other drives go.
 * @param verify called for each unit, right before it goes.
 * @param more called when every unit is done; plans further ones and says so.
 * @param ending called when the last file is done, before the operation counts as done.
 * @throws what the journal throws: then nothing more is touched, and the next start settles what was in work.
 */
export async function carryOut(
  operation: OperationRow,
  destination: Destination,
  { store, disk }: Pick<ActionTools, 'store' | 'disk'>,
  control: JobControl<ActionPhase>,
  { verify, more, ending }: { verify?: Verify; more?: () => boolean; ending?: () => Promise<void> },
): Promise<Carried> {
  const { operations } = store;
  const tools = { disk, operations, operation };
  const failed = new Map<bigint, string>();
  let done = 0;
  let total = 0;
  do {
    const planned = operations.files(operation.id).filter(({ state }) => state === 'planned');
    const units = Map.groupBy(planned, ({ unit }) => unit);
    total += units.size;
    for (const [unit, files] of units) {
      control.progress('moving', done++, total);
      await control.proceed();
      if (control.signal.aborted) break;
      const drive = (await lookAt(disk, files[0]?.source ?? '').catch(() => null))?.dev;
      const failure = drive === undefined ? undefined : failed.get(drive);
      if (failure !== undefined) {
        skipUntouched(tools, unit, failure);
        continue;
      }
      try {
        const seen: Inspected[] = [];
        for (const file of files) seen.push(await inspectUnchanged(disk, file.source, file, 'the scan'));
        await verify?.(unit, seen);
        await goOnce(tools, destination, files, seen);
        if (operation.mode === 'move') store.photos.removeFiles(files.map(({ source }) => source));
      } catch (error) {
        if (isJournalFailure(error)) throw error;
        skipUntouched(tools, unit, moveReason(error));
        if (drive !== undefined && failsForDrive(error)) failed.set(drive, moveReason(error));
      }
    }
  } while (!control.signal.aborted && more?.() === true);
  control.progress('moving', done, total);
  operations.skipPlanned(operation.id, stopped);
  await ending?.();
  operations.setState(operation.id, control.signal.aborted ? 'stopped' : 'done');
  return {
    ...summary(operations.files(operation.id), 'moved'),
    operation: operation.id,
    interrupted: control.signal.aborted,
  };
}

/** Finds free names for the files of a unit, and takes them there. @param seen what each was found to be, just now. */
export async function goOnce(
  tools: UnitTools,
  destination: Destination,
  files: readonly OperationFile[],
  seen: readonly Inspected[],
): Promise<void> {
  const { disk, operation, operations } = tools;
  for (let race = 1; ; race++) {
    const targets = await freeTargets(disk, destination, files);
    for (const { path } of targets) await makeParents(disk, path);
    const going = files.map((file, at): OperationFile => {
      const { sha256, bytes, modified } = seen[at] as Inspected;
      const { path = null, note = null } = targets[at] ?? {};
      return { ...file, sha256, bytes, modified, target: path, trashInfo: note?.path ?? null };
    });
    try {
      await carryUnit(tools, wayThere(disk, operation, files[0]?.role ?? 'photo'), going, seen, async () => {
        for (const { note } of targets) if (note !== null) await writeNote(disk, note.path, note.text);
      });
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || race === races) throw error;
      // What could not be put back waits for the next start.
      const now = operations.unit(operation.id, going[0]?.unit ?? -1);
      if (now.some(({ state }) => state !== 'skipped')) throw error;
    }
  }
}

/** Notes the reason at the files of a unit that were not even begun. */
function skipUntouched({ operations, operation }: UnitTools, unit: number, reason: string): void {
  const planned = operations.unit(operation.id, unit).filter(({ state }) => state === 'planned');
  operations.save(
    operation.id,
    planned.map((file) => ({ ...file, state: 'skipped', reason })),
  );
}

export function summary(
  files: readonly OperationFile[],
  state: OperationFile['state'],
): Pick<Carried, 'files' | 'bytes' | 'merged' | 'skipped'> {
  const there = files.filter((file) => file.state === state && (file.role === 'photo' || file.role === 'companion'));
  return {
    files: there.length,
    bytes: there.reduce((sum, { bytes }) => sum + bytes, 0),
    merged: files.filter((file) => file.state === state && file.role === 'metadata').length,
    skipped: files.flatMap(({ source, reason, state: is }) =>
      reason === null || is === state ? [] : [{ path: source, reason }],
    ),
  };
}
