/** Moves the photos that only one of two folders has into the other one, as they lie there. */
import { basename, dirname, join } from 'node:path';
import type { Between, Output } from '../contract/contract.ts';
import { lookBeside, type Beside } from '../files/companion-names.ts';
import type { ProtectionOf } from '../grouping/keeper/keeper-candidate.ts';
import type { FoundGroup } from '../groups/library-groups.ts';
import { isOnSide, sparedFor } from '../groups/spared-for-folder.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ActionPhase } from '../jobs/phases.ts';
import { isInside } from '../store/folders.ts';
import type { Store } from '../store/store.ts';
import type { ActionTools } from './carry-out.ts';
import { carryUnits, type CarriedUnits } from './carry-units.ts';
import { fromTo } from './destinations.ts';
import type { GoingUnit } from './going-units.ts';
import { protectionReasons, type PlanTools } from './plan/plan.ts';

export type TakeOver = Output<'plan-take-over'>;

export interface TakeOverPlan {
  into: string;
  units: GoingUnit[];
  left: { path: string; reason: string }[];
}

/**
 * @param groups as the person's own rules have them. @param paths those of all photos of the library.
 * @returns all photos of `clear` but those that could go for the sake of `keep`, with the files that belong to them.
 */
export async function planTakeOver(
  { keep, clear }: Between,
  {
    groups,
    paths,
    protectionOf,
  }: { groups: readonly FoundGroup[]; paths: readonly string[]; protectionOf: ProtectionOf },
  { known, sizeOf }: Pick<PlanTools, 'known' | 'sizeOf'>,
  store: Pick<Store, 'photos' | 'folders'>,
): Promise<TakeOverPlan> {
  const name = join(keep, basename(clear));
  // A folder that lies in the other one may have its name there already.
  const plan: TakeOverPlan = { into: name === clear ? `${name} (2)` : name, units: [], left: [] };
  const spared = new Set(sparedFor(groups, { keep, clear }).map(({ path }) => path));
  const away = store.folders.all().filter(({ online }) => !online);
  const besides = new Map<string, Beside | null>();
  for (const path of paths.filter((one) => isOnSide(one, clear, keep) && !spared.has(one))) {
    const folder = dirname(path);
    const beside = besides.get(folder) ?? (await lookBeside(folder, (file) => store.photos.isPhoto(file)));
    besides.set(folder, beside);
    // A raw file goes where its photo goes.
    const owner = beside?.ownerOf(path);
    const photo = known(path);
    const leave = (reason: string) => plan.left.push({ path, reason: `was left where it is: ${reason}` });
    const companions = beside?.companionsOf(path) ?? [];
    const protection = [path, ...companions].map(protectionOf).find((one) => one !== null);
    if (owner !== undefined) continue;
    if (protection !== undefined) leave(protectionReasons[protection]);
    else if (beside === null || away.some((one) => isInside(path, one.path))) leave('its drive is away');
    else if (photo === undefined) leave('it was changed, scan again');
    else {
      const sized = await Promise.all(
        companions.map(async (one) => ({ path: one, known: null, bytes: await sizeOf(one) })),
      );
      plan.units.push({ photo, companions: sized });
    }
  }
  return plan;
}

/** As the contract has it. */
export function toldTakeOver({ into, units, left }: TakeOverPlan): TakeOver {
  const photos = units.map(({ photo: { path, sha256, bytes }, companions }) => ({
    path,
    sha256,
    bytes,
    companions: companions.map((one) => one.path),
  }));
  const all = units.flatMap(({ photo, companions }) => [photo, ...companions]);
  return { into, photos, files: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), left };
}

/** @returns also where the photos are now. */
export async function takeOver(
  { units, into, left }: TakeOverPlan,
  { keep, clear }: Between,
  tools: ActionTools,
  control: JobControl<ActionPhase>,
): Promise<CarriedUnits> {
  const way = { mode: 'move', to: keep, destination: fromTo(clear, into) } as const;
  const carried = await carryUnits(units, way, tools, control);
  return { ...carried, skipped: [...left, ...carried.skipped] };
}
