/**
 * Every command and event that crosses from a shell (window, server, command line) into the core: one schema and one
 * type each. This is the only list there is; a new command is added here and answered in `library.ts`.
 */
import { z } from 'zod';
import { LearnReport, learningCommands } from './learning-commands.ts';
import { Kind, path, Relation, sha256, Threshold } from './values.ts';
import { plainRules } from '../grouping/keeper/keeper-rules.ts';

export * from './learning-commands.ts';
export * from './values.ts';

export const Folder = z.object({
  path,
  /** False while the folder cannot be seen, an unplugged drive for example: its photos are kept. */
  online: z.boolean(),
  photos: z.int(),
});
export type Folder = z.infer<typeof Folder>;

export const UnreadableFile = z.object({ path, reason: z.string() });
export type UnreadableFile = z.infer<typeof UnreadableFile>;

export const ScanReport = z.object({
  /** Photos that the scanned folders hold now. */
  photos: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  unreadable: z.array(UnreadableFile),
  /** Groups in the whole library at its threshold. */
  groups: z.int(),
  seconds: z.number(),
  /** What the engine did for it: files and bytes read, photos decoded, vectors made. */
  work: z.object({ filesRead: z.int(), bytesRead: z.int(), decoded: z.int(), embedded: z.int() }),
  /** True when the scan was stopped before its end; the next one goes on from there. */
  interrupted: z.boolean(),
});
export type ScanReport = z.infer<typeof ScanReport>;

/** What came of `apply`, `undo` or `export`. */
export const ActionReport = z.object({
  operation: z.int(),
  /** Files that were moved, restored or exported, companions included. */
  files: z.int(),
  bytes: z.int(),
  /** Folders that an export made; 0 for other actions. */
  groups: z.int(),
  /** Keepers that got more metadata, or have back what they had. */
  merged: z.int(),
  /** Files that stay where they are; `reason` completes “The file … ”. */
  skipped: z.array(z.object({ path, reason: z.string() })),
  /** True when it was stopped before its end: what was done is kept, and can be undone. */
  interrupted: z.boolean(),
});
export type ActionReport = z.infer<typeof ActionReport>;

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

export const Job = z.object({
  id: z.int(),
  name: z.enum(['scan', 'apply', 'undo', 'export', 'learn', 'use-head']),
  state: z.enum(['waiting', 'running', 'paused', 'done', 'cancelled', 'failed']),
  /**
   * looking: listing files; reading: decoding and embedding; comparing: near pairs; verifying: what they have in
   * common; moving and restoring: files, by an action; learning: from judgements. */
  phase: z.enum(['looking', 'reading', 'comparing', 'verifying', 'moving', 'restoring', 'learning']),
  done: z.int(),
  total: z.int(),
  /** Photos a second in this phase, over the last few seconds. */
  rate: z.number(),
  secondsLeft: z.number().nullable(),
  /** The folders it works on. */
  folders: z.array(path),
  /** Of a scan that has ended. */
  report: ScanReport.nullable(),
  /** Of an action that has ended. */
  outcome: ActionReport.nullable(),
  /** Of learning that has ended. */
  lesson: LearnReport.nullable(),
  error: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

export const keeperRuleNames = plainRules;
/** One key by which a keeper is found. Several make an order: the first that tells photos apart decides. */
export const KeeperRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.enum(plainRules) }),
  /** Photos inside this folder. */
  z.object({ rule: z.literal('folder'), folder: path }),
  /** Photos whose file name matches: `*` stands for any letters, `?` for one. */
  z.object({ rule: z.literal('name'), pattern: z.string().min(1, 'Give a name, with * for any letters.') }),
]);
export type KeeperRule = z.infer<typeof KeeperRule>;

/** What to keep, and what to leave alone. */
export const Rules = z.object({
  /** The person's order; all other rules settle what it leaves open. */
  keep: z.array(KeeperRule),
  /** Folders in which nothing is ever touched. */
  protect: z.array(path),
  /** Folders with what the person has already: a photo there is its group's keeper, and none there is ever removed. */
  reference: z.array(path),
  /** Files and folders that are left out, as patterns of a .gitignore, relative to the library's folders. */
  exclude: z.array(z.string().min(1, 'Give a pattern, such as *.png or Screenshots/.')),
  /** Smaller photos are left out; 0 for no limit. */
  minimumPixels: z.int().min(0),
  minimumBytes: z.int().min(0),
});
export type Rules = z.infer<typeof Rules>;

/** For one action: another order of keepers, and more to leave alone. What the library leaves alone stays so. */
const actionRules = Rules.partial().optional();

/** Where a keeper's new metadata goes: into the photo itself, or into an `.xmp` beside it. */
export const MetadataPlace = z.enum(['keeper', 'sidecar']);
export type MetadataPlace = z.infer<typeof MetadataPlace>;

/** Which photos are to go, and where. */
const removal = z.object({
  /** `trash`, or a folder. */
  to: path,
  /** Of which kinds the copies go that are not to be kept; `bulkKinds` when left out. */
  kinds: z.array(Kind).optional(),
  /** What a person selected by hand, in the place of `kinds`. */
  selection: z.array(z.object({ group: z.string(), remove: z.array(path) })).optional(),
  rules: actionRules,
  /** Gives the keeper what the copies know and it does not: date, place, keywords, rating, title. */
  mergeMetadata: MetadataPlace.optional(),
});

export const Protection = z.enum(['protected', 'reference']);
export type Protection = z.infer<typeof Protection>;

export const Photo = z.object({
  path,
  sha256,
  width: z.int(),
  height: z.int(),
  /** Of the file and its companions. */
  bytes: z.int(),
  /** Files that go where it goes: the raw file or the video of the same shot, sidecars. */
  companions: z.array(path),
  /** When it was taken by its own metadata, as `YYYY-MM-DDTHH:MM:SS` in the camera's local time. */
  takenAt: z.string().nullable(),
  /** True for the one photo of its group that the keeper rules keep. */
  keep: z.boolean(),
  /** Why it is never removed, whatever is asked; null where it may be. */
  protection: Protection.nullable(),
  /** L2 distance to the keeper, 0 to 2. */
  distance: z.number(),
  /** How it relates to the keeper. */
  kind: Kind,
  /** True while its folder cannot be seen. */
  offline: z.boolean(),
});
export type Photo = z.infer<typeof Photo>;

export const Group = z.object({
  id: z.string(),
  kind: Kind,
  /** The keeper first. */
  photos: z.array(Photo),
  /** Why the keeper is kept; completes "kept: …". */
  reason: z.string(),
  /** True when the person chose the keeper, whatever the rules say. */
  chosen: z.boolean(),
});
export type Group = z.infer<typeof Group>;

/** `call(name, input)`: the input is checked against its schema before the core sees it. */
export const commands = {
  /** The library at a glance. */
  library: {
    input: z.object({}),
    output: z.object({
      directory: path,
      folders: z.array(Folder),
      photos: z.int(),
      unreadable: z.int(),
      threshold: Threshold,
      defaultThreshold: Threshold,
      model: z.string(),
      jobs: z.array(Job),
      /** True where the shell has a folder dialog of its own (`pick-folder`); elsewhere use `browse`. */
      canPickFolder: z.boolean(),
    }),
  },
  /** Adds a folder, starts its scan and watches it from then on. */
  'add-folder': { input: z.object({ path }), output: z.object({ folder: Folder, job: z.int() }) },
  /** Forgets a folder's files. Touches nothing on disk; judgements stay. */
  'remove-folder': { input: z.object({ path }), output: z.object({}) },
  /** The shell's own folder dialog; null when the person closed it. */
  'pick-folder': { input: z.object({}), output: z.object({ path: path.nullable() }) },
  /** The folders inside a folder (the home folder when none is given), for choosing one where there is no dialog. */
  browse: {
    input: z.object({ path: path.optional() }),
    output: z.object({
      path,
      parent: path.nullable(),
      folders: z.array(z.object({ name: z.string(), path })),
      /** Photos directly inside, by their names. */
      photos: z.int(),
    }),
  },
  /** Starts one scan of the given folders, adding those that are new (all when none is given); follow it by `job`. */
  scan: { input: z.object({ folders: z.array(path).optional() }), output: z.object({ job: z.int() }) },
  'pause-job': { input: z.object({ job: z.int() }), output: z.object({}) },
  'resume-job': { input: z.object({ job: z.int() }), output: z.object({}) },
  'cancel-job': { input: z.object({ job: z.int() }), output: z.object({}) },
  /** Groups at a threshold (the library's own when none is given), those with the strongest kind first. */
  groups: {
    input: z.object({
      threshold: Threshold.optional(),
      kind: Kind.optional(),
      /** In the place of the library's own, for this answer only. */
      rules: Rules.partial().optional(),
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).optional(),
    }),
    output: z.object({
      threshold: Threshold,
      groups: z.array(Group),
      /** Groups and photos in them over all pages. */
      total: z.int(),
      photos: z.int(),
      /** Bytes that all but the keepers and what is protected take, over all pages. */
      sparableBytes: z.int(),
      /** Groups by kind, whatever `kind` was asked for. */
      counts: z.record(Kind, z.int()),
      /** Photos that are read but not compared yet: the next scan does that. */
      awaiting: z.int(),
    }),
  },
  /** Makes a threshold the library's own. */
  'set-threshold': { input: z.object({ threshold: Threshold }), output: z.object({}) },
  /** What the library keeps and leaves alone. */
  rules: { input: z.object({}), output: Rules },
  /** Changes some of it. Folders must be there; what is left out from now on leaves the groups at once. */
  'set-rules': { input: Rules.partial(), output: Rules },
  /** Keeps this photo of its group, whatever the rules say. Kept by content; where two choices meet, the last counts. */
  'choose-keeper': { input: z.object({ path }), output: z.object({ sha256 }) },
  /** Takes that back. */
  'forget-keeper': { input: z.object({ path }), output: z.object({ sha256 }) },
  /** How two photos relate. They need not be in the library. */
  compare: {
    input: z.object({ a: path, b: path }),
    output: z.object({
      distance: z.number(),
      cosine: z.number(),
      /** Whether the two would be grouped at the library's threshold. */
      same: z.boolean(),
      /** Chance that a person calls two such photos the same, 0 to 1: by the judge that was learned, else by the one that ships. */
      probability: z.number(),
      kind: Kind,
      /** Null when nothing was verified, and for identical files. */
      relation: Relation.nullable(),
    }),
  },
  /** "Do I already have these?": each photo of a folder against the library. The folder is not added. */
  check: {
    input: z.object({ folder: path }),
    output: z.object({
      files: z.array(
        z.object({
          path,
          have: z.boolean(),
          match: path.nullable(),
          kind: Kind.nullable(),
          distance: z.number().nullable(),
        }),
      ),
      unreadable: z.array(UnreadableFile),
    }),
  },
  /** What `apply` would do. Touches nothing. */
  plan: {
    input: removal,
    output: z.object({
      photos: z.array(
        z.object({
          path,
          kind: Kind,
          keeper: path,
          /** Why the keeper is kept; completes "kept: …". */
          reason: z.string(),
          bytes: z.int(),
          companions: z.array(path),
        }),
      ),
      /** Of photos and companions. */
      files: z.int(),
      bytes: z.int(),
      /** What was asked for and stays; `reason` completes “The file … ”. */
      left: z.array(z.object({ path, reason: z.string() })),
      warnings: z.array(z.string()),
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
    input: z.object({ folder: path, mode: ExportMode, kinds: z.array(Kind).optional(), rules: actionRules }),
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
  ...learningCommands,
  /** The files that could not be read, each with its reason. */
  unreadable: { input: z.object({}), output: z.object({ files: z.array(UnreadableFile) }) },
} as const;

export type CommandName = keyof typeof commands;
export type Input<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>;
export type Output<Name extends CommandName> = z.output<(typeof commands)[Name]['output']>;
/** What the core answers to each command; its parts are answered where they belong, and `library.ts` puts them together. */
export type Answers = { [Name in CommandName]: (input: Input<Name>) => Promise<Output<Name>> | Output<Name> };

/** `on(event, listener)`: what the core tells its shells without being asked. */
export const events = {
  /** A job began, moved on (a few times a second at most) or ended. */
  job: Job,
  /** Folders, counts or settings changed: ask `library` again. */
  library: z.object({}),
  /** Groups may have changed: ask `groups` again. */
  groups: z.object({ revision: z.int() }),
} as const;

export type EventName = keyof typeof events;
export type EventData<Name extends EventName> = z.output<(typeof events)[Name]>;

/** What every transport offers, and the core itself. */
export interface Caller {
  call<Name extends CommandName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void;
}

/** A thumbnail fits 320 × 320; a preview fits 2048 × 2048 and needs the file to be within reach. */
export const imageSizes = ['thumbnail', 'preview'] as const;
export type ImageSize = (typeof imageSizes)[number];

/** The core as a shell holds it: the contract, and image bytes by content hash (never by path). */
export interface Core extends Caller {
  /** A JPEG (or a small original as it is), or null when the library does not hold that content within reach. */
  image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null>;
  close(): Promise<void>;
}
