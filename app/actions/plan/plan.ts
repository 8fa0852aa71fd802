/** What would happen: which files would go where, for the sake of which keepers, and what stays, with the reason. */
import type { Kind } from '../../contract/contract.ts';
import { companionsOf } from '../../files/companion-names.ts';
import { sizeOf } from '../../files/file-facts.ts';
import type { Protection, ProtectionOf } from '../../grouping/keeper/keeper-candidate.ts';
import { weakest } from '../../grouping/kinds.ts';
import type { FoundGroup, FoundPhoto } from '../../groups/library-groups.ts';
import type { Store } from '../../store/store.ts';
import { lookAt, type Disk } from '../disk/disk.ts';
import { lostWith, lostWords, type LostFact, type LostWith } from './lost-facts.ts';

/** A photo as the last scan saw it. */
export interface KnownPhoto {
  path: string;
  sha256: string;
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
}

/** The photo for whose sake others go, and why it is kept: that completes "kept: …". */
export interface Keeper extends KnownPhoto {
  reason: string;
  pixels: number;
  /** The files that belong to it. */
  companions: string[];
}

/** Files that go together or not at all. */
export interface PlannedUnit {
  photo: KnownPhoto;
  /** How it relates to its keeper; and whether the person called the two the same. */
  kind: Kind;
  said: boolean;
  /** The photo's keeper first. Each photo that stays in the place of one of these files. Nothing goes unless all of them are there. */
  keepers: Keeper[];
  companions: { path: string; known: KnownPhoto | null; bytes: number }[];
  /** Whether it has more pixels than its keeper. */
  isLarger: boolean;
  /** What it knows and its keeper does not. */
  lost: LostFact[];
}

export interface Plan {
  units: PlannedUnit[];
  /** Files that were asked for and stay, each with a reason that completes "The file … ". */
  left: { path: string; reason: string }[];
}

/** Which photos of a group are to go. */
export type Selection = (photo: FoundPhoto, group: FoundGroup) => boolean;

/** What a plan asks of the library and of the disk as it is now. */
export interface PlanTools {
  /** A photo as the last scan saw it; undefined when the library does not hold it. */
  known: (path: string) => KnownPhoto | undefined;
  /** The files that belong to a photo and go where it goes, as they lie on the disk now. */
  companionsOf: (path: string) => Promise<string[]>;
  /** Bytes of a file that the library does not hold. */
  sizeOf: (path: string) => Promise<number>;
  lostWith: LostWith;
}

export function planTools(store: Store, disk: Disk): PlanTools {
  const { photos } = store;
  return {
    lostWith: lostWith(store),
    known: (path) => {
      const [file, content] = [photos.file(path), photos.contentAt(path)];
      if (file === undefined || content === undefined) return undefined;
      return { path, sha256: content.sha256, bytes: file.size, modified: file.modified };
    },
    companionsOf,
    sizeOf: async (path) => {
      const stats = await lookAt(disk, path);
      return stats === null ? 0 : sizeOf(stats);
    },
  };
}

interface Choosing {
  plan: Plan;
  /** What would go, by its path. */
  chosen: Map<string, Pick<PlannedUnit, 'photo' | 'kind' | 'said' | 'isLarger' | 'lost'> & { keeper: Keeper }>;
  staying: Set<string>;
}

/** @param refusesLoss whether nothing may go for the sake of a keeper that knows less, by the keeper's path. */
export async function planRemoval(
  groups: readonly FoundGroup[],
  selected: Selection,
  protectionOf: ProtectionOf,
  tools: PlanTools,
  refusesLoss: (keeper: string) => boolean = () => false,
): Promise<Plan> {
  const plan: Plan = { units: [], left: [] };
  const choosing: Choosing = { plan, chosen: new Map(), staying: new Set() };
  for (const group of groups) chooseFrom(group, selected, protectionOf, { ...tools, refusesLoss }, choosing);
  const { chosen, staying } = choosing;
  const taken = new Set<string>();
  for (const [path, { keeper, ...going }] of chosen) {
    if (taken.has(path)) continue;
    const unit: PlannedUnit = { ...going, keepers: [keeper], companions: [] };
    const companions = await tools.companionsOf(path);
    const obstacle = companions.find((one) => staying.has(one) || protectionOf(one) !== null || taken.has(one));
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
  group: FoundGroup,
  selected: Selection,
  protectionOf: ProtectionOf,
  {
    known: knownAt,
    lostWith: lost,
    refusesLoss,
  }: Pick<PlanTools, 'known' | 'lostWith'> & { refusesLoss: (keeper: string) => boolean },
  { plan, chosen, staying }: Choosing,
): void {
  const going: { photo: FoundPhoto; known: KnownPhoto; keeper: FoundKeeper; lost: LostFact[] }[] = [];
  const asked = group.photos.filter((photo) => selected(photo, group));
  const leave = ({ path }: FoundPhoto, why: string) => plan.left.push({ path, reason: `was left where it is: ${why}` });
  const isWhole = asked.length === group.photos.length;
  const keepers = group.versions.map((_, version) => keeperOf(group, version, asked, knownAt));
  for (const photo of asked) {
    const known = toKnown(photo, knownAt);
    const protection = protectionOf(photo.path) ?? photo.protection;
    const keeper = keepers[photo.version] ?? null;
    if (isWhole) leave(photo, 'every photo of its group is selected, and one has to stay');
    else if (protection !== null) leave(photo, protectionReasons[protection]);
    else if (photo.offline) leave(photo, 'its drive is away');
    else if (known === null) leave(photo, 'it was changed, scan again');
    else if (keeper === null) leave(photo, 'the photo to keep cannot be reached');
    else {
      const facts = lost(photo.path, keeper.path);
      if (facts.length > 0 && refusesLoss(keeper.path))
        leave(
          photo,
          `it knows ${lostWords(facts)}, which the photo that would be kept does not: merge the metadata, or keep this one instead`,
        );
      else going.push({ photo, known, keeper, lost: facts });
    }
  }
  const paths = new Set(going.map(({ photo }) => photo.path));
  for (const { path } of group.photos) if (!paths.has(path)) staying.add(path);
  for (const { photo, known, keeper, lost: facts } of going) {
    const isLarger = photo.width * photo.height > keeper.pixels;
    const isOfVersion = keeper.version === photo.version;
    const kind = isOfVersion ? photo.kind : weakest([photo.kind, group.versions[photo.version]?.kind ?? 'similar']);
    chosen.set(photo.path, { photo: known, kind, said: isOfVersion && photo.said, keeper, isLarger, lost: facts });
  }
}

/** With the version that it is the keeper of. */
type FoundKeeper = Keeper & { version: number };

/**
 * For whose sake photos of a version go: the version's own keeper, against which they were verified. Only where a person
 * lets that one go themselves, the best of the version that they leave; and where they let the whole version go, the
 * keeper of the group, or the best that is left of it. Null when it cannot be reached.
 */
function keeperOf(
  { photos, versions, reason }: FoundGroup,
  version: number,
  asked: readonly FoundPhoto[],
  knownAt: PlanTools['known'],
): FoundKeeper | null {
  const survivors = photos.filter((photo) => !asked.includes(photo));
  const ofVersion = survivors.filter((photo) => photo.version === version);
  const among = ofVersion.length > 0 ? ofVersion : survivors;
  const own = among.find(({ keep }) => keep);
  const keeper = own ?? among.find(({ offline }) => !offline);
  if (keeper === undefined || keeper.offline) return null;
  const known = toKnown(keeper, knownAt);
  if (known === null) return null;
  const isFirst = keeper === photos[0];
  const ownReason = ofVersion.length === 0 && isFirst ? reason : (versions[keeper.version]?.reason ?? reason);
  return {
    ...known,
    pixels: keeper.width * keeper.height,
    companions: keeper.companions,
    reason: own === undefined ? 'the best of those that you leave' : ownReason,
    version: keeper.version,
  };
}

/** Each completes "The file … was left where it is: ". */
export const protectionReasons: Record<Protection, string> = {
  protected: 'it is protected',
  reference: 'it lies in a reference folder',
  linked: 'it is one file with several names, and to take one away would free nothing',
};

/** Bytes of all files that would go. */
export function bytesOf({ units }: Plan): number {
  return units.reduce(
    (sum, { photo, companions }) => companions.reduce((all, { bytes }) => all + bytes, sum + photo.bytes),
    0,
  );
}

/** Null when the library has learnt something else of the path since the groups were made. */
export function toKnown({ path, sha256 }: FoundPhoto, knownAt: PlanTools['known']): KnownPhoto | null {
  const known = knownAt(path);
  return known?.sha256 === sha256 ? known : null;
}
