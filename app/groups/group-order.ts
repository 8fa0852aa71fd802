/** The orders in which groups can be shown. */
import { kindOrder } from '../grouping/kinds.ts';
import type { Group, GroupOrder, Photo } from '../contract/contract.ts';
import { isKept } from './find-keeper.ts';
import { folded } from './find-groups.ts';

export type OrderedGroup = Pick<Group, 'id' | 'kinds'> & {
  photos: Pick<Photo, 'path' | 'takenAt' | 'bytes' | 'keep' | 'protection'>[];
};

/** Bytes that all photos take that may go without a version losing its keeper. */
export function sparable({ photos }: Pick<OrderedGroup, 'photos'>): number {
  return photos.reduce((sum, photo) => sum + (isKept(photo) ? 0 : photo.bytes), 0);
}

/** @returns them in the order of what can be done without looking first, then of where most can be won. */
export function byInterest<One extends OrderedGroup>(groups: readonly One[]): One[] {
  return groups
    .map((group) => ({ group, rank: rankOf(group), room: sparable(group) }))
    .sort((a, b) => a.rank - b.rank || b.room - a.room || compare(a.group.id, b.group.id))
    .map(({ group }) => group);
}

/**
 * @param groups by interest: what is equal in an order stays in this one.
 * @param distanceOf how far apart the photos of a group are, 0 where it is certain that they belong together.
 * @returns the groups in an order, as a list of its own.
 */
export function inOrder<One extends OrderedGroup>(
  groups: readonly One[],
  order: GroupOrder,
  distanceOf: (group: One) => number,
): One[] {
  if (order === 'kind') return [...groups];
  // Those without a date come last either way.
  if (order === 'newest') return sortedBy(groups, dateOf, (a, b) => compare(b, a));
  if (order === 'oldest') return sortedBy(groups, (group) => dateOf(group) || '~', compare);
  if (order === 'folder') return sortedBy(groups, ({ photos }) => folded(photos[0]?.path ?? ''), compare);
  const value = { room: sparable, size: ({ photos }: One) => photos.length, 'least-certain': distanceOf }[order];
  return sortedBy(groups, value, (a, b) => b - a);
}

/** Each key is taken once, not at every comparison. */
function sortedBy<One, Key>(groups: readonly One[], keyOf: (group: One) => Key, order: (a: Key, b: Key) => number) {
  const keyed = groups.map((group) => ({ group, key: keyOf(group) }));
  return keyed.sort((a, b) => order(a.key, b.key)).map(({ group }) => group);
}

/** When the keeper was taken, else the first of the others that says so; empty where none does. */
function dateOf({ photos }: OrderedGroup): string {
  return photos.find(({ takenAt }) => takenAt !== null)?.takenAt ?? '';
}

function rankOf({ kinds: [strongest = 'similar'] }: OrderedGroup): number {
  return kindOrder.indexOf(strongest);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
