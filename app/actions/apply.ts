/** Moves the photos of a plan out of the way: into the trash, or into a folder. */
import { randomBytes } from 'node:crypto';
import type { JobControl } from '../jobs/queue.ts';
import type { PlannedFile } from '../store/operations.ts';
import { carryOut, type ActionPhase, type ActionTools, type Carried } from './carry-out.ts';
import { intoFolder, intoTrash } from './destinations.ts';
import { Keepers } from './keepers.ts';
import type { Plan } from './plan.ts';

export interface ApplyTools extends ActionTools {
  /** The home folder's trash, null where the system's trash is no folder. */
  home: string | null;
  /** The library's folder that holds a path. */
  rootOf: (path: string) => string;
}

/** @param to `trash`, or the real path of a folder. */
export async function apply(
  plan: Plan,
  to: string,
  tools: ApplyTools,
  control: JobControl<ActionPhase>,
): Promise<Carried> {
  const { store, disk, now, home, rootOf } = tools;
  const date = now();
  const token = randomBytes(6).toString('hex');
  const operation = store.operations.begin(
    { name: 'apply', mode: 'move', destination: to, token, startedAt: date.toISOString() },
    plan.units.flatMap(toFiles),
  );
  const destination = to === 'trash' ? intoTrash(disk, { home, token, date, rootOf }) : intoFolder(to, rootOf);
  const keepers = new Keepers(disk);
  const carried = await carryOut(operation, destination, tools, control, {
    verify: (unit, seen) => keepers.verify(plan.units[unit]?.keepers ?? [], seen),
  });
  return { ...carried, skipped: [...plan.left, ...carried.skipped] };
}

function toFiles({ photo, companions }: Plan['units'][number], unit: number): PlannedFile[] {
  const common = { unit, group: 0, place: 0, keep: false };
  return [
    {
      ...{ ...common, role: 'photo', source: photo.path },
      ...{ sha256: photo.sha256, bytes: photo.bytes, modified: photo.modified },
    },
    ...companions.map(({ path, known, bytes }): PlannedFile => ({
      ...{ ...common, role: 'companion', source: path },
      ...{ sha256: known?.sha256 ?? null, bytes: known?.bytes ?? bytes, modified: known?.modified ?? 0 },
    })),
  ];
}
