/** Moves the photos of a plan out of the way: into the trash, or into a folder. */
import { randomBytes } from 'node:crypto';
import type { JobControl } from '../jobs/queue.ts';
import { isCopy } from '../grouping/kinds.ts';
import { carryOut, type ActionTools, type Carried } from './carry-out.ts';
import { intoFolder, intoTrash } from './destinations.ts';
import { Keepers } from './keepers-present.ts';
import { MetadataMerger, type Merging } from './merge-metadata.ts';
import { filesOf, requireSameCompanions } from './going-units.ts';
import type { Keeper, Plan } from './plan/plan.ts';
import { NotedUnits, unnotedReason } from './noted-units.ts';
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
  const noting = new NotedUnits(plan.units.length, store.room, (from, end) =>
    plan.units.slice(from, end).flatMap((planned, at) => filesOf(planned, from + at, groupOf.get(from + at) ?? 0)),
  );
  const operation = noting.begin((files) =>
    store.operations.begin(
      { name: 'apply', mode: 'move', destination: to, token, startedAt: date.toISOString() },
      files,
    ),
  );
  const destination = to === 'trash' ? intoTrash(disk, { home, token, date, rootOf }) : intoFolder(to, rootOf);
  const keepers = new Keepers(disk);
  const merger = merging === null ? null : new MetadataMerger(merging, tools, operation, destination);
  const carried = await carryOut(operation, destination, tools, control, {
    verify: async (unit, seen) => {
      const planned = plan.units[unit];
      if (planned === undefined) return;
      await requireSameCompanions(planned);
      await keepers.verify(planned.keepers, seen);
    },
    more: () => noting.more((files) => store.operations.extend(operation.id, files)),
    ending: async () => {
      if (merger === null) return;
      for (const [at, { keeper, units }] of groups.entries()) {
        await control.proceed();
        if (control.signal.aborted) break;
        const gone = units.map((unit) => ({ unit, isCopy: isCopy(plan.units[unit]?.kind ?? 'similar') }));
        await merger.merge(keeper, gone, at + 1);
      }
    },
  }).finally(() => merger?.close());
  const unnoted = plan.units.slice(noting.count).map(({ photo }) => ({ path: photo.path, reason: unnotedReason }));
  return { ...carried, skipped: [...plan.left, ...carried.skipped, ...unnoted, ...(merger?.problems ?? [])] };
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
