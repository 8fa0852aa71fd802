/** Copies photos of a folder outside the library into folders by the day on which they were taken. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { JobControl } from '../jobs/queue.ts';
import type { ActionPhase } from '../jobs/phases.ts';
import { carryOut, type ActionTools, type Carried } from './carry-out.ts';
import { intoPlaces } from './destinations.ts';
import { filesOf, requireSameCompanions, type GoingUnit } from './going-units.ts';
import { NotedUnits, unnotedReason } from './noted-units.ts';

export interface ImportedUnit extends GoingUnit {
  /** `YYYY-MM-DDTHH:MM:SS` by the photo's own metadata; null where it does not say. */
  takenAt: string | null;
}

/** The folder of a photo whose date nobody knows. */
const undated = 'No date';

/** @param to the real path of a folder. @returns also where the photos are now. */
export async function importPhotos(
  units: readonly ImportedUnit[],
  to: string,
  { store, disk, now }: ActionTools,
  control: JobControl<ActionPhase>,
): Promise<Carried & { taken: string[] }> {
  const noting = new NotedUnits(units.length, store.room, (from, end) =>
    units.slice(from, end).flatMap((unit, at) => filesOf(unit, from + at, 0)),
  );
  const operation = noting.begin((files) =>
    store.operations.begin(
      {
        name: 'apply',
        mode: 'copy',
        destination: to,
        token: randomBytes(6).toString('hex'),
        startedAt: now().toISOString(),
      },
      files,
    ),
  );
  const folderOf = (unit: number) => join(to, ...dayFolders(units[unit]?.takenAt ?? null));
  const carried = await carryOut(operation, intoPlaces(folderOf), { store, disk }, control, {
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

function dayFolders(takenAt: string | null): string[] {
  return takenAt === null ? [undated] : [takenAt.slice(0, 4), takenAt.slice(0, 10)];
}
