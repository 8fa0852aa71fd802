/** A photo that goes with the files that belong to it: as the journal notes them, and as they must still be right before. */
import { PersonError } from '../errors.ts';
import { companionsOf } from '../files/companion-names.ts';
import type { PlannedFile } from '../store/operations.ts';
import type { PlannedUnit } from './plan/plan.ts';

export type GoingUnit = Pick<PlannedUnit, 'photo' | 'companions'>;

/** A sidecar that came or went since the plan was made would be torn from its photo. @throws PersonError */
export async function requireSameCompanions({ photo, companions }: GoingUnit): Promise<void> {
  const now = new Set(await companionsOf(photo.path));
  const [changed] = now.symmetricDifference(new Set(companions.map(({ path }) => path)));
  if (changed === undefined) return;
  throw new PersonError(
    now.has(changed)
      ? `was left where it is: ${changed} belongs to it, and was not there when it was planned`
      : `was left where it is: ${changed} belonged to it when it was planned, and does not any more`,
  );
}

/** @param unit its number. @param group that of the photos that go for the sake of one keeper; 0 for none. */
export function filesOf({ photo, companions }: GoingUnit, unit: number, group: number): PlannedFile[] {
  const common = { unit, group, place: 0, keep: false };
  return [
    {
      ...common,
      role: 'photo',
      source: photo.path,
      sha256: photo.sha256,
      bytes: photo.bytes,
      modified: photo.modified,
    },
    ...companions.map(({ path, known, bytes }): PlannedFile => ({
      ...common,
      role: 'companion',
      source: path,
      sha256: known?.sha256 ?? null,
      bytes: known?.bytes ?? bytes,
      modified: known?.modified ?? 0,
    })),
  ];
}
