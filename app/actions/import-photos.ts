/** Copies photos of a folder outside the library into folders by the day on which they were taken. */
import { join } from 'node:path';
import type { JobControl } from '../jobs/queue.ts';
import type { ActionPhase } from '../jobs/phases.ts';
import type { ActionTools } from './carry-out.ts';
import { carryUnits, type CarriedUnits } from './carry-units.ts';
import { intoPlaces } from './destinations.ts';
import type { GoingUnit } from './going-units.ts';

export interface ImportedUnit extends GoingUnit {
  /** `YYYY-MM-DDTHH:MM:SS` by the photo's own metadata; null where it does not say. */
  takenAt: string | null;
}

/** The folder of a photo whose date nobody knows. */
const undated = 'No date';

/** @param to the real path of a folder. */
export async function importPhotos(
  units: readonly ImportedUnit[],
  to: string,
  tools: ActionTools,
  control: JobControl<ActionPhase>,
): Promise<CarriedUnits> {
  const destination = intoPlaces((unit) => join(to, ...dayFolders(units[unit]?.takenAt ?? null)));
  return carryUnits(units, { mode: 'copy', to, destination }, tools, control);
}

function dayFolders(takenAt: string | null): string[] {
  return takenAt === null ? [undated] : [takenAt.slice(0, 4), takenAt.slice(0, 10)];
}
