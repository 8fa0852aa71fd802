/** What a person decides group by group before anything is done, kept in the library: this part of the contract. */
import { z } from 'zod';
import { Review } from './find-values.ts';
import { path, sha256 } from './values.ts';

/** The contents of a group. */
const contents = z.array(sha256).min(1);

export const decisionCommands = {
  /** Marks photos to go, or takes their marks off. A mark holds while that content lies at that path. */
  mark: {
    input: z.object({ photos: z.array(z.object({ path, sha256 })), marked: z.boolean() }),
    output: z.object({}),
  },
  /** What is marked and still there. */
  marks: {
    input: z.object({}),
    output: z.object({
      photos: z.array(
        z.object({
          path,
          sha256,
          /** Of the file and its companions. */
          bytes: z.int(),
        }),
      ),
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
