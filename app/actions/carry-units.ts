/** Carries photos, with the files that belong to them, to one place as an action that can be undone, none for another's sake. */
import { randomBytes } from 'node:crypto';
import type { JobControl } from '../jobs/queue.ts';
import type { ActionPhase } from '../jobs/phases.ts';
import { carryOut, type ActionTools, type Carried } from './carry-out.ts';
import type { Destination } from './destinations.ts';
import { filesOf, requireSameCompanions, type GoingUnit } from './going-units.ts';
import { NotedUnits, unnotedReason } from './noted-units.ts';

export interface CarriedUnits extends Carried {
  /** Where the files are now. */
  taken: string[];
}

/** @param to the folder in which all of them come to lie, by its real path. */
export async function carryUnits(
  units: readonly GoingUnit[],
  { mode, to, destination }: { mode: 'move' | 'copy'; to: string; destination: Destination },
  { store, disk, now }: ActionTools,
  control: JobControl<ActionPhase>,
): Promise<CarriedUnits> {
  const noting = new NotedUnits(units.length, store.room, (from, end) =>
    units.slice(from, end).flatMap((unit, at) => filesOf(unit, from + at, 0)),
  );
  const token = randomBytes(6).toString('hex');
  const operation = noting.begin((files) =>
    store.operations.begin({ name: 'apply', mode, destination: to, token, startedAt: now().toISOString() }, files),
  );
  const carried = await carryOut(operation, destination, { store, disk }, control, {
    verify: async (unit) => {
      const planned = units[unit];
      if (planned !== undefined) await requireSameCompanions(planned);
    },
    more: () => noting.more((files) => store.operations.extend(operation.id, files)),
  });
  const unnoted = units.slice(noting.count).map(({ photo }) => ({ path: photo.path, reason: unnotedReason }));
  const taken = store.operations
    .files(operation.id)
    .flatMap(({ state, target }) => (state === 'moved' && target !== null ? [target] : []));
  return { ...carried, skipped: [...carried.skipped, ...unnoted], taken };
}
