/** What a person does with groups, and how it is undone: this part of the contract. */
import { z } from 'zod';
import { Between } from './folder-commands.ts';
import { Rules } from './rule-values.ts';
import { Kind, path, Spare } from './values.ts';

export const ExportMode = z.enum(['copy', 'hardlink', 'symlink', 'move']);
export type ExportMode = z.infer<typeof ExportMode>;

export const Operation = z.object({
  operation: z.int(),
  name: z.enum(['apply', 'export']),
  mode: ExportMode,
  /** `trash`, or a folder. */
  to: z.string(),
  startedAt: z.string(),
  /** Files that are where the operation put them, and their bytes. */
  files: z.int(),
  bytes: z.int(),
  restored: z.int(),
  /** Files that were deleted for good since, by `empty`. */
  emptied: z.int(),
  /** Keepers that have more metadata by it. */
  merged: z.int(),
  skipped: z.int(),
  /** Files that were on their way when Twinlens was ended, and whose drive has not been seen since. */
  unsettled: z.int(),
  /** False when it was stopped before its last file. */
  finished: z.boolean(),
  undone: z.boolean(),
});
export type Operation = z.infer<typeof Operation>;

/** For one action: another order of keepers, and more to leave alone. What the library leaves alone stays so. */
const actionRules = Rules.partial().optional();

/** Where a keeper's new metadata goes: into the photo itself, or into an `.xmp` beside it. */
export const MetadataPlace = z.enum(['keeper', 'sidecar']);
export type MetadataPlace = z.infer<typeof MetadataPlace>;

/** Which photos are to go, and where. */
const removal = z.object({
  /** `trash`, or a folder. */
  to: path,
  /**
   * Which of the photos go that are not to be kept; `bulkSpares` when left out. A kind that is no copy takes whole
   * versions, for the sake of their group's keeper.
   */
  kinds: z.array(Spare).optional(),
  /** What a person selected by hand, in the place of `kinds`. */
  selection: z.array(z.object({ group: z.string(), remove: z.array(path) })).optional(),
  /**
   * Of two folders that share photos, the one that keeps them and the one that is cleared of its copies: of those of the kinds
   * go only what is no better than what is kept.
   */
  between: Between.optional(),
  /** Only photos of groups that the person has looked at. */
  reviewedOnly: z.boolean().optional(),
  rules: actionRules,
  /** Leaves the folder out of the library from now on: one that lies in the library is refused else. */
  excludeDestination: z.boolean().optional(),
  /**
   * Gives the keeper what the copies know and it does not: date, camera, place, and what a person wrote. Without it, no
   * photo goes in bulk that knows a date, a camera or a place which its keeper does not.
   */
  mergeMetadata: MetadataPlace.optional(),
});

export const actionCommands = {
  /** What `apply` would do. Touches nothing. */
  plan: {
    input: removal,
    output: z.object({
      photos: z.array(
        z.object({
          path,
          /** How it relates to its keeper; and whether the person called the two the same. */
          kind: Kind,
          said: z.boolean(),
          keeper: path,
          /** Why the keeper is kept; completes "kept: …". */
          reason: z.string(),
          bytes: z.int(),
          companions: z.array(path),
          /** Other files named after it, which stay where they are: nobody knows to which photo they belong. */
          staying: z.array(path),
        }),
      ),
      /** Of photos and companions. */
      files: z.int(),
      bytes: z.int(),
      /** What was asked for and stays; `reason` completes “The file … ”. */
      left: z.array(z.object({ path, reason: z.string() })),
      warnings: z.array(z.string()),
      /** The folder of the library in which the destination lies: `apply` refuses it unless it is left out from then on, if that can be. */
      foundAgain: z.object({ folder: path, canExclude: z.boolean() }).nullable(),
    }),
  },
  /** Moves photos into the trash or a folder; follow it by `job`. Every file and its keeper are read again before. */
  apply: { input: removal, output: z.object({ job: z.int() }) },
  /** Brings back what an operation moved, and removes what it made; or what a `manifest.json` says was moved. */
  undo: {
    input: z.union([z.object({ operation: z.int() }), z.object({ manifest: path })]),
    output: z.object({ job: z.int() }),
  },
  /** Lays groups out in a new folder, one folder each, with a manifest that says what came from where. */
  export: {
    /** @property kinds groups that hold something of these; all when left out. */
    input: z.object({
      folder: path,
      mode: ExportMode,
      kinds: z.array(Kind).optional(),
      rules: actionRules,
      /** Leaves the folder out of the library from now on: one that lies in the library is refused else. */
      excludeDestination: z.boolean().optional(),
    }),
    output: z.object({ job: z.int() }),
  },
  /**
   * Deletes for good what actions have put into trashes of our own (`.twinlens-trash`): all, or that of one operation.
   * The one command that cannot be undone; with `dryRun` it only says what it would delete.
   */
  empty: {
    input: z.object({ operation: z.int().optional(), dryRun: z.boolean().optional() }),
    output: z.object({ files: z.int(), bytes: z.int(), skipped: z.array(z.object({ path, reason: z.string() })) }),
  },
  /** Every operation, the last first. */
  history: { input: z.object({}), output: z.object({ operations: z.array(Operation) }) },
} as const;
