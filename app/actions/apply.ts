/** Moves the photos of a plan out of the way: into the trash, or into a folder. */
import { randomBytes } from 'node:crypto';
import type { JobControl } from '../jobs/queue.ts';
import type { PlannedFile } from '../store/operations.ts';
import { carryOut, type ActionTools, type Carried } from './carry-out.ts';
import { intoFolder, intoTrash } from './destinations.ts';
import { Keepers } from './keepers-present.ts';
import { MetadataMerger, type Merging } from './merge-metadata.ts';
import type { Keeper, Plan, PlannedUnit } from './plan/plan.ts';
import type { ActionPhase } from '../jobs/phases.ts';

export interface ApplyTools extends ActionTools {
  /** The home folder's trash, null where the system's trash is no folder. */
  home: string | null;
  /** The library's folder that holds a path. */
  rootOf: (path: string) => string;
}

/**
 * @param to `trash`, or the real path of a folder.
 * @param merging whether, and where, keepers get what the copies know; null for not at all.
 */
export async function apply(
  plan: Plan,
  to: string,
  merging: Merging | null,
  tools: ApplyTools,
  control: JobControl<ActionPhase>,
): Promise<Carried> {
  const { store, disk, now, home, rootOf } = tools;
  const date = now();
  const token = randomBytes(6).toString('hex');
  const groups = byKeeper(plan);
  const groupOf = new Map(groups.flatMap(({ units }, at) => units.map((unit) => [unit, at + 1] as const)));
  const operation = store.operations.begin(
    { name: 'apply', mode: 'move', destination: to, token, startedAt: date.toISOString() },
    plan.units.flatMap((planned, unit) => toFiles(planned, unit, groupOf.get(unit) ?? 0)),
  );
  const destination = to === 'trash' ? intoTrash(disk, { home, token, date, rootOf }) : intoFolder(to, rootOf);
  const keepers = new Keepers(disk);
  const merger = merging === null ? null : new MetadataMerger(merging, tools, operation, destination);
  const carried = await carryOut(operation, destination, tools, control, {
    verify: (unit, seen) => keepers.verify(plan.units[unit]?.keepers ?? [], seen),
    ending: async () => {
      if (merger === null) return;
      for (const [at, { keeper, units }] of groups.entries()) {
        await control.proceed();
        if (control.signal.aborted) break;
        await merger.merge(keeper, units, at + 1);
      }
    },
  }).finally(() => merger?.close());
  return { ...carried, skipped: [...plan.left, ...carried.skipped, ...(merger?.problems ?? [])] };
}

/** The units of a plan that go for the sake of one keeper. */
function byKeeper({ units }: Plan): { keeper: Keeper; units: number[] }[] {
  const groups = new Map<string, { keeper: Keeper; units: number[] }>();
  for (const [
    unit,
    {
      keepers: [keeper],
    },
  ] of units.entries()) {
    if (keeper === undefined) continue;
    const known = groups.get(keeper.path);
    if (known === undefined) groups.set(keeper.path, { keeper, units: [unit] });
    else known.units.push(unit);
  }
  return [...groups.values()];
}

function toFiles({ photo, companions }: PlannedUnit, unit: number, group: number): PlannedFile[] {
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
