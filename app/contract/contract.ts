/**
 * Every command and event that crosses from a shell (window, server, command line) into the core: one schema and one
 * type each. This is the only list there is; a new command is added here and answered in `library.ts`.
 */
import { z } from 'zod';
import { actionCommands } from './action-commands.ts';
import { checkCommands } from './check-commands.ts';
import { decisionCommands } from './decision-commands.ts';
import { folderCommands } from './folder-commands.ts';
import { groupSearch, groupStates } from './find-values.ts';
import { Group } from './group-values.ts';
import { Folder, Job, PassedOverCount, UnreadableFile } from './job-values.ts';
import type { ImageSize } from './image-sizes.ts';
import { learningCommands } from './learning-commands.ts';
import { photoCommands } from './photo-commands.ts';
import { Rules } from './rule-values.ts';
import { Kind, path, Relation, sha256, Threshold } from './values.ts';

export * from './action-commands.ts';
export * from './check-commands.ts';
export * from './find-values.ts';
export * from './folder-commands.ts';
export * from './group-values.ts';
export * from './job-values.ts';
export * from './learning-commands.ts';
export * from './photo-commands.ts';
export * from './rule-values.ts';
export * from './values.ts';

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
      /** Files in its folders that are no photos of it, and belong to none. */
      passedOver: z.int(),
      threshold: Threshold,
      defaultThreshold: Threshold,
      model: z.string(),
      /** What a person should know of how the library was opened: a sentence, or null. */
      notice: z.string().nullable(),
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
      /** Only groups that hold something of this kind, whatever else is in them. */
      kind: Kind.optional(),
      ...groupSearch,
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
      /** Bytes that all but the keepers of versions and what is protected take, over all pages. */
      sparableBytes: z.int(),
      /** All groups, whatever `kind` was asked for; and how many of them hold something of each kind. */
      all: z.int(),
      counts: z.record(Kind, z.int()),
      /** Of all that were asked for, whatever `show` said, how many are in each state. */
      states: z.record(z.enum(groupStates), z.int()),
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
  ...actionCommands,
  ...checkCommands,
  ...decisionCommands,
  ...folderCommands,
  ...learningCommands,
  ...photoCommands,
  /** The files that could not be read, each with its reason. */
  unreadable: { input: z.object({}), output: z.object({ files: z.array(UnreadableFile) }) },
  /** The files that are no photos of the library: how many by reason, and which, in the order of their paths. */
  'passed-over': {
    input: z.object({
      /** Only those that were passed over for this reason. */
      reason: z.string().optional(),
      offset: z.int().min(0).optional(),
      /** 1,000 when left out. */
      limit: z.int().min(1).optional(),
    }),
    output: z.object({ reasons: z.array(PassedOverCount), files: z.array(UnreadableFile) }),
  },
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
  /** Groups may have changed: ask `groups` again. `soFar`: a scan has found some of them, and goes on; there is no hurry. */
  groups: z.object({ revision: z.int(), soFar: z.boolean().optional() }),
} as const;

export type EventName = keyof typeof events;
export type EventData<Name extends EventName> = z.output<(typeof events)[Name]>;

/** What every transport offers, and the core itself. */
export interface Caller {
  call<Name extends CommandName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void;
}

/** The core as a shell holds it: the contract, and image bytes by content hash (never by path). */
export interface Core extends Caller {
  /** A JPEG (or a small original as it is), or null when the library does not hold that content within reach. */
  image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null>;
  close(): Promise<void>;
}
