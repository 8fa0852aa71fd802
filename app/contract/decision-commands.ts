/** What a person decides group by group before anything is done, kept in the library: this part of the contract. */
import { z } from 'zod';
import { groupSearch, Review, SelectionRule } from './find-values.ts';
import { Kind, path, sha256, Threshold } from './values.ts';

/** The contents of a group. */
const contents = z.array(sha256).min(1);

const MarkedPhoto = z.object({
  path,
  sha256,
  /** Of the file and its companions. */
  bytes: z.int(),
});

export const decisionCommands = {
  /** Marks photos to go, or takes their marks off. A mark holds while that content lies at that path. */
  mark: {
    input: z.object({ photos: z.array(z.object({ path, sha256 })), marked: z.boolean() }),
    output: z.object({}),
  },
  /** What is marked and still there. */
  marks: {
    input: z.object({}),
    output: z.object({ photos: z.array(MarkedPhoto) }),
  },
  /** The photos that a rule says to mark, among groups that are searched as `groups` does. Marks none. */
  'select-by-rule': {
    input: z.object({
      rule: SelectionRule,
      threshold: Threshold.optional(),
      kind: Kind.optional(),
      find: groupSearch.find,
      show: groupSearch.show,
      place: groupSearch.place,
    }),
    output: z.object({
      photos: z.array(MarkedPhoto),
      /** In how many groups they are. */
      groups: z.int(),
      /** Groups in which the rule means photos that it does not take, since none would stay there within reach. */
      spared: z.int(),
    }),
  },
  /**
   * Notes that a person has looked at a group, or put it off; null forgets that. By content: it holds for these photos
   * and for any part of them, and no more once another photo joins them.
   */
  review: { input: z.object({ contents, review: Review.nullable() }), output: z.object({}) },
  /** Ways to go on with what is typed for `groups` to find: the last term of it, whole. */
  'complete-find': {
    input: z.object({ find: z.string().max(1000) }),
    output: z.object({
      completions: z.array(
        z.object({
          /** All that was typed, with its last term completed. */
          find: z.string(),
          /** That term. */
          term: z.string(),
          /** Photos in groups that meet it; null for the beginning of a term. */
          photos: z.int().nullable(),
        }),
      ),
    }),
  },
} as const;
