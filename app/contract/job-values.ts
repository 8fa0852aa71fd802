/** What long work tells of itself while it goes on, and when it has ended. */
import { z } from 'zod';
import { LearnReport } from './learning-commands.ts';
import { CheckState, path } from './values.ts';

export const Folder = z.object({
  path,
  /** False while the folder cannot be seen, an unplugged drive for example: its photos are kept. */
  online: z.boolean(),
  photos: z.int(),
});
export type Folder = z.infer<typeof Folder>;

export const UnreadableFile = z.object({ path, reason: z.string() });
export type UnreadableFile = z.infer<typeof UnreadableFile>;

/** How many files were passed over for one reason, which completes “The file … ”. */
export const PassedOverCount = z.object({ reason: z.string(), files: z.int() });
export type PassedOverCount = z.infer<typeof PassedOverCount>;

export const ScanReport = z.object({
  /** Photos that the scanned folders hold now. */
  photos: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  unreadable: z.array(UnreadableFile),
  /** What else lies in the scanned folders and is no photo of the library, by reason; `passed-over` lists the files. */
  passedOver: z.array(PassedOverCount),
  /**
   * Of the photos those that are videos, of how many of them nothing is seen, so that they are compared by their bytes
   * alone, and whether ffmpeg is there to see any.
   */
  videos: z.object({ taken: z.int(), byBytes: z.int(), canBeSeen: z.boolean() }),
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

/** What came of `check`: `checked` names the files. */
export const CheckReport = z.object({
  /** Photos that were held against the library, and how many of them by what stands for them there. */
  checked: z.int(),
  states: z.record(CheckState, z.int()),
  unreadable: z.int(),
  /** True when it was stopped before its end: nothing is known of the rest. */
  interrupted: z.boolean(),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const Job = z.object({
  id: z.int(),
  /** changes: files that changed on disk; compare: what is still to be compared after such changes. */
  name: z.enum([
    'scan',
    'changes',
    'compare',
    'apply',
    'undo',
    'export',
    'learn',
    'use-head',
    'check',
    'take-over',
    'import',
  ]),
  /** A job that waits may have begun: a more urgent one is at work, and it goes on afterwards. */
  state: z.enum(['waiting', 'running', 'paused', 'done', 'cancelled', 'failed']),
  /**
   * looking: listing files; reading: decoding and embedding; comparing: near pairs; verifying: what they have in
   * common; proving: copies, at full size; moving and restoring: files, by an action; learning: from judgements. */
  phase: z.enum(['looking', 'reading', 'comparing', 'verifying', 'proving', 'moving', 'restoring', 'learning']),
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
  /** Of a check that has ended. */
  check: CheckReport.nullable(),
  error: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;
