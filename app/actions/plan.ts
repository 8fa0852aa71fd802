/** What would happen: which files would go where, for the sake of which keepers, and what stays, with the reason. */
import { isInside } from '../store/folders.ts';
import type { Group, Kind, Photo } from '../contract.ts';
import type { PlanTools } from './plan-tools.ts';

/** A photo as the last scan saw it. */
export interface KnownPhoto {
  path: string;
  sha256: string;
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
}

export type Keeper = KnownPhoto;

/** Files that go together or not at all. */
export interface PlannedUnit {
  photo: KnownPhoto;
  kind: Kind;
  /** Each photo that stays in the place of one of these files. Nothing goes unless all of them are there. */
  keepers: Keeper[];
  companions: { path: string; known: KnownPhoto | null; bytes: number }[];
}

export interface Plan {
  units: PlannedUnit[];
  /** Files that were asked for and stay, each with a reason that completes "The file … ". */
  left: { path: string; reason: string }[];
}

/** Which photos of a group are to go. */
export type Selection = (photo: Photo, group: Group) => boolean;

/** @param isProtected tells the paths that are never touched. */
export async function planRemoval(
  groups: readonly Group[],
  selected: Selection,
  isProtected: (path: string) => boolean,
  tools: PlanTools,
): Promise<Plan> {
  const plan: Plan = { units: [], left: [] };
  const chosen = new Map<string, { photo: KnownPhoto; kind: Kind; keeper: Keeper }>();
  const staying = new Set<string>();
  for (const group of groups) chooseFrom(group, selected, isProtected, tools, { plan, chosen, staying });
  const taken = new Set<string>();
  for (const [path, { photo, kind, keeper }] of chosen) {
    if (taken.has(path)) continue;
    const unit: PlannedUnit = { photo, kind, keepers: [keeper], companions: [] };
    const companions = await tools.companionsOf(path);
    const obstacle = companions.find((one) => staying.has(one) || isProtected(one) || taken.has(one));
    if (obstacle !== undefined) {
      plan.left.push({ path, reason: `was left where it is: it belongs together with ${obstacle}, which stays` });
      staying.add(path);
      continue;
    }
    for (const companion of companions) {
      // A companion that is a photo of its own (RAW and JPEG of one shot) goes only if its own keeper is there too.
      const own = chosen.get(companion);
      if (own !== undefined) unit.keepers.push(own.keeper);
      const bytes = own?.photo.bytes ?? (await tools.sizeOf(companion));
      unit.companions.push({ path: companion, known: own?.photo ?? null, bytes });
    }
    for (const one of [path, ...companions]) taken.add(one);
    plan.units.push(unit);
  }
  return plan;
}

function chooseFrom(
  group: Group,
  selected: Selection,
  isProtected: (path: string) => boolean,
  { known: knownAt }: PlanTools,
  {
    plan,
    chosen,
    staying,
  }: { plan: Plan; chosen: Map<string, { photo: KnownPhoto; kind: Kind; keeper: Keeper }>; staying: Set<string> },
): void {
  const going: { photo: Photo; known: KnownPhoto }[] = [];
  const asked = group.photos.filter((photo) => selected(photo, group));
  const leave = ({ path }: Photo, reason: string) => plan.left.push({ path, reason });
  const isWhole = asked.length === group.photos.length;
  const survivors = group.photos.filter((photo) => !asked.includes(photo));
  const keeper = survivors.find(({ keep, offline }) => keep && !offline) ?? survivors.find(({ offline }) => !offline);
  const knownKeeper = keeper === undefined ? null : toKnown(keeper, knownAt);
  for (const photo of asked) {
    const known = toKnown(photo, knownAt);
    if (isWhole) leave(photo, 'was left where it is: every photo of its group is selected, and one has to stay');
    else if (isProtected(photo.path)) leave(photo, 'was left where it is: it is protected');
    else if (photo.offline) leave(photo, 'was left where it is: its drive is away');
    else if (known === null) leave(photo, 'was left where it is: it was changed, scan again');
    else if (knownKeeper === null) leave(photo, 'was left where it is: the photo to keep cannot be reached');
    else going.push({ photo, known });
  }
  const paths = new Set(going.map(({ photo }) => photo.path));
  for (const { path } of group.photos) if (!paths.has(path)) staying.add(path);
  if (knownKeeper === null) return;
  for (const { photo, known } of going) chosen.set(photo.path, { photo: known, kind: photo.kind, keeper: knownKeeper });
}

/** Null when the library has learnt something else of the path since the groups were made. */
export function toKnown({ path, sha256 }: Photo, knownAt: PlanTools['known']): KnownPhoto | null {
  const known = knownAt(path);
  return known?.sha256 === sha256 ? known : null;
}

/** Paths that are one of these folders or files, or lie inside one. */
export function within(paths: readonly string[]): (path: string) => boolean {
  return (path) => paths.some((one) => path === one || isInside(path, one));
}
