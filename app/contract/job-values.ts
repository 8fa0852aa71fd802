/** What long work tells of itself while it goes on, and when it has ended. */
import { z } from 'zod';
import { LearnReport } from './learning-commands.ts';
import { path } from './values.ts';

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
