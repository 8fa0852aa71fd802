/** Photos and the groups that they are in. */
import { z } from 'zod';
import { Protection } from './rule-values.ts';
import { Kind, path, sha256 } from './values.ts';

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
