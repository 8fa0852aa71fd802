/** How groups are searched, sorted and told apart by what a person has done with them: this part of the contract. */
import { z } from 'zod';
import { plainRules } from '../grouping/keeper/keeper-rules.ts';
import { path } from './values.ts';

/**
 * `kind`: what can be done without looking comes first. `room`: most bytes to win. `least-certain`: what the app is least
 * sure belongs together. `folder`: as the folders of the keepers are sorted.
 */
export const groupOrders = ['kind', 'room', 'newest', 'oldest', 'folder', 'size', 'least-certain'] as const;
export const GroupOrder = z.enum(groupOrders);
export type GroupOrder = z.infer<typeof GroupOrder>;

/** What a person did with a group: looked at it and decided, or put it off. */
export const Review = z.enum(['reviewed', 'skipped']);
export type Review = z.infer<typeof Review>;

/** `undecided`: neither reviewed nor skipped. `marked`: some photo of it is marked to go, whatever else was done. */
export const groupStates = ['undecided', 'marked', 'reviewed', 'skipped'] as const;
export const GroupState = z.enum(groupStates);
export type GroupState = z.infer<typeof GroupState>;

/** Groups whose photos lie in several folders, or all in one. */
export const groupPlaces = ['across', 'within'] as const;
export const GroupPlace = z.enum(groupPlaces);
export type GroupPlace = z.infer<typeof GroupPlace>;

/**
 * Which photos of a group are to go, where one and the same can be said of many groups. Of those that are meant one always
 * stays: the one that `keep` names.
 */
export const SelectionRule = z.object({
  /** `suggested`: as the library's own rules have it. `other`: one that is not in that folder, or so named. */
  keep: z.union([z.enum(['suggested', 'other']), z.enum(plainRules)]),
  /** Only photos inside this folder go. */
  folder: path.optional(),
  /** Only photos go whose file name matches: `*` stands for any letters, `?` for one; case does not matter. */
  name: z.string().min(1, 'Give a name, with * for any letters.').optional(),
  /** Whether one is kept of each group, and not of each version of the picture. */
  wholeGroups: z.boolean().optional(),
});
export type SelectionRule = z.infer<typeof SelectionRule>;

/** What `groups` can be asked for, beside a kind. */
export const groupSearch = {
  /**
   * Words, and `name: folder: date: before: after: camera: kind:` terms, all of which must be met; quotes hold words
   * together. A term is met by any photo of the group, `before:` and `after:` by one and the same.
   */
  find: z.string().max(1000, 'That is too long to look for.').optional(),
  sort: GroupOrder.optional(),
  show: GroupState.optional(),
  place: GroupPlace.optional(),
};
