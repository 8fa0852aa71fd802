/** "Do I already have these?", and copying what one has not: this part of the contract. */
import { z } from 'zod';
import { UnreadableFile } from './job-values.ts';
import { CheckState, Kind, path, sha256, There } from './values.ts';

export const CheckedFile = z.object({
  path,
  sha256,
  /** Whether the library has all of it: the same file, or a proven copy of the same size that is as good. */
  have: z.boolean(),
  match: path.nullable(),
  matchSha256: sha256.nullable(),
  /** What `match` is to the photo: one that is had is a `copy`; nothing else stands for it. */
  there: There.nullable(),
  kind: Kind.nullable(),
  distance: z.number().nullable(),
});
export type CheckedFile = z.infer<typeof CheckedFile>;

export const checkCommands = {
  /** Holds each photo of a folder against the library; follow it by `job`. The folder is not added. */
  check: { input: z.object({ folder: path }), output: z.object({ job: z.int() }) },
  /** What came of a check, by its job: of the last few, as far as they got. In the order of their paths. */
  checked: {
    input: z.object({
      job: z.int(),
      /** Only photos for which this stands in the library. */
      state: CheckState.optional(),
      offset: z.int().min(0).optional(),
      /** All when left out. */
      limit: z.int().min(1).optional(),
    }),
    output: z.object({
      folder: path,
      files: z.array(CheckedFile),
      /** Over all pages. */
      total: z.int(),
      unreadable: z.array(UnreadableFile),
    }),
  },
  /**
   * Copies photos of a checked folder, with the files that belong to them, into folders by the day on which they were
   * taken, `2026/2026-11-30`, each content once; follow it by `job`, and `undo` it as any action.
   */
  import: {
    input: z.object({
      /** The job of the check. */
      check: z.int(),
      /** A folder that may lie in the library. */
      to: path,
      /** Those for which one of these stands in the library. */
      states: z.array(CheckState),
    }),
    output: z.object({ job: z.int() }),
  },
} as const;
