/** What is known of the photos of a plan, beside what the plan itself says. */
import type { Group, Output, Photo, Spare } from '../../app/contract/contract.ts';

export type Plan = Output<'plan'>;
export type PlannedPhoto = Plan['photos'][number];
/** A file that stays; `reason` completes “The file … ”. */
export type LeftFile = Plan['left'][number];

/** By path. */
export function photosIn(groups: readonly Group[]): ReadonlyMap<string, Photo> {
  return new Map(groups.flatMap(({ photos }) => photos.map((photo) => [photo.path, photo])));
}

/** How many photos of each kind may go without their version losing its keeper. */
export function sparableByKind(groups: readonly Group[]): Partial<Record<Spare, number>> {
  const counts: Partial<Record<Spare, number>> = {};
  for (const { keep, protection, kind, said } of groups.flatMap(({ photos }) => photos)) {
    const spare = said ? 'said' : kind;
    if (!keep && protection === null) counts[spare] = (counts[spare] ?? 0) + 1;
  }
  return counts;
}

/** Versions from which something goes: each has one keeper. */
export function groupsIn(plan: Plan): number {
  return new Set(plan.photos.map(({ keeper }) => keeper)).size;
}

/** Whether the same photos would go for the sake of the same keepers. */
export function isSamePlan(a: Plan | null, b: Plan | null): boolean {
  const goings = (plan: Plan | null) =>
    JSON.stringify(plan?.photos.map(({ path, keeper, bytes, companions }) => [path, keeper, bytes, companions]));
  return goings(a) === goings(b);
}
