/** Folders that share photos, and one decision for each pair of them: this part of the contract. */
import { z } from 'zod';
import { path } from './values.ts';

/** One of two folders that share photos; what lies in the folders inside counts as in it. */
export const SharingFolder = z.object({
  path,
  photos: z.int(),
  /** Of these, how many have a proven copy in the other folder, or one that the person called the same. */
  copies: z.int(),
  /** Of the copies, how many could go where the other folder's are kept: those that are no better, and nothing protects. */
  sparable: z.int(),
  /** What those take, companions included. */
  sparableBytes: z.int(),
});
export type SharingFolder = z.infer<typeof SharingFolder>;

export const FolderPair = z.object({
  /** The folder of which more is in the other one, and that other one. */
  inside: SharingFolder,
  holder: SharingFolder,
  /** Whether the person said not to mind it. */
  passed: z.boolean(),
});
export type FolderPair = z.infer<typeof FolderPair>;

/** Two folders of which one keeps what both have: neither lies in the other. */
export const Between = z.object({ keep: path, clear: path });
export type Between = z.infer<typeof Between>;

export const folderCommands = {
  /** Pairs of folders that share photos, those first of which most is in the other. */
  'folder-pairs': { input: z.object({}), output: z.object({ pairs: z.array(FolderPair) }) },
  /** Says not to mind a pair, in whichever order, or takes that back. */
  'pass-folder-pair': {
    input: z.object({ folders: z.tuple([path, path]), passed: z.boolean() }),
    output: z.object({}),
  },
  /** What `take-over` would move: all photos of `clear` but those that could go for the sake of `keep`. Touches nothing. */
  'plan-take-over': {
    input: Between,
    output: z.object({
      /** The folder in `keep` into which they would go, as they lie in `clear`. */
      into: path,
      photos: z.array(z.object({ path, sha256: z.string(), bytes: z.int(), companions: z.array(path) })),
      /** Of photos and companions. */
      files: z.int(),
      bytes: z.int(),
      /** What stays; `reason` completes “The file … ”. */
      left: z.array(z.object({ path, reason: z.string() })),
    }),
  },
  /** Moves them; follow it by `job`, and `undo` it as any action. */
  'take-over': { input: Between, output: z.object({ job: z.int() }) },
} as const;
