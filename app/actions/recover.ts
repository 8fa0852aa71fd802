/** Brings operations that were cut off (by a crash, a power cut, `kill -9`) to a clean state. */
import { temporaryOf } from '../images/temporary.ts';
import type { OperationFile, OperationRow } from '../store/operations.ts';
import type { ActionTools } from './carry-out.ts';
import { lookAt } from './disk/disk.ts';
import { writeManifest } from './export/manifest.ts';
import { noteVersion } from './merge-metadata.ts';
import { settleUnit } from './move-unit.ts';
import { remember, tidy } from './undo.ts';
import { wayBack, wayThere } from './there-and-back.ts';

const putBack = 'was put back: Twinlens was ended while it was on its way';
const unreached = 'was left where it is: Twinlens was ended before its turn';

/**
 * For the start of a program, and for when no action is running. Every unit in work is ended if all of its files had arrived, and taken back else. What was not begun stays. Files of
 * which no place can be seen now, on a drive that is away, wait for the next start.
 */
export async function recover(tools: ActionTools): Promise<void> {
  for (const operation of tools.store.operations.unfinished()) {
    // A drive that fails must not keep the library shut: the journal stays as it is, for the next start.
    await settle(operation, tools).catch(() => undefined);
  }
}

async function settle(operation: OperationRow, tools: ActionTools): Promise<void> {
  const { store, disk } = tools;
  const { operations, photos } = store;
  await dropUnplaced(operation, tools);
  operations.skipPlanned(operation.id, unreached);
  const inWork = operations.files(operation.id).filter(({ state }) => state === 'moving' || state === 'restoring');
  const settled: OperationFile[] = [];
  for (const files of Map.groupBy(inWork, ({ unit }) => unit).values()) {
    const role = files[0]?.role ?? 'photo';
    const way = files[0]?.state === 'moving' ? wayThere(disk, operation, role) : wayBack(disk, operation, role);
    settled.push(...(await settleUnit({ disk, operations, operation }, way, files, putBack)));
  }
  if (operation.mode === 'move') {
    photos.removeFiles(
      settled.filter(({ role, state }) => role !== 'metadata' && state === 'moved').map(({ source }) => source),
    );
    for (const file of settled) if (file.role === 'metadata' && file.state === 'moved') noteVersion(store, file);
    remember(
      store,
      settled.filter(({ state }) => state === 'restored' || state === 'skipped'),
    );
  }
  if (settled.some(({ state }) => state === 'moving' || state === 'restoring')) return;
  if (operation.name === 'export' && operation.state === 'running') await writeManifest(operation, tools);
  if (operation.state === 'undoing') await tidy(operation, tools);
  if (operation.state !== 'done') operations.setState(operation.id, 'stopped');
}

/** New versions of keepers that were made, and not put in their place. */
async function dropUnplaced({ id }: OperationRow, { store, disk }: ActionTools): Promise<void> {
  for (const { role, state, source } of store.operations.files(id)) {
    if (role !== 'metadata' || state !== 'planned') continue;
    const made = temporaryOf(source);
    if ((await lookAt(disk, made)) !== null) await disk.unlink(made);
  }
}
