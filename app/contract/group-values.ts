/** Photos and the groups that they are in. */
import { z } from 'zod';
import { Review } from './find-values.ts';
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
  /** Whether only a part of it can be seen, since its file is damaged or cut short: its size is that of this part. */
  damaged: z.boolean(),
  /** Of a video, seconds, 0 where it is not known; null for a photo. */
  duration: z.number().min(0).nullable(),
  /** The version of the picture that it is a copy of: its place among those of the group, from 0. */
  version: z.int().min(0),
  /** True for the one photo of each version that the keeper rules keep. */
  keep: z.boolean(),
  /** Why it is never removed, whatever is asked; null where it may be. */
  protection: Protection.nullable(),
  /** L2 distance to the keeper of its version, 0 to 2. */
  distance: z.number(),
  /** How it relates to the keeper of its version. */
  kind: Kind,
  /** True where it belongs to its version because the person called them the same, not because it is a proven copy. */
  said: z.boolean(),
  /** True of a copy while it is not proven that it is one: it is shown, and does not go in bulk. */
  awaitsProof: z.boolean(),
  /** True while its folder cannot be seen. */
  offline: z.boolean(),
  /** The photos of the library that a collage shows; empty for what is none. They are no versions of it, but for one at most. */
  holds: z.array(path),
});
export type Photo = z.infer<typeof Photo>;

/** A picture as it was taken, cropped, in grey …: the photos that are copies of one another, of which the best is kept. */
export const Version = z.object({
  /** How its keeper relates to the keeper of the group; `identical` for the version that holds that one. */
  kind: Kind,
  /** L2 distance of the same two, 0 to 2. */
  distance: z.number(),
  /** Why its keeper is kept rather than its other copies; completes "kept: …". */
  reason: z.string(),
  /** True when the person chose its keeper, whatever the rules say. */
  chosen: z.boolean(),
});
export type Version = z.infer<typeof Version>;

export const Group = z.object({
  id: z.string(),
  /** The weakest of its kinds: what can be said of all its photos. */
  kind: Kind,
  /** Strongest first: of copies to the keepers of their versions, and of versions to the keeper of the group. */
  kinds: z.array(Kind),
  /** The keeper's own first, then from the best to the worst. */
  versions: z.array(Version),
  /** Version by version, the keeper of each first: so the first of all is the keeper of the group. */
  photos: z.array(Photo),
  /** Why that one is the keeper; completes "kept: …". */
  reason: z.string(),
  /** True when the person chose it, whatever the rules say. */
  chosen: z.boolean(),
  /** Whether the person has looked at it, or put it off; null for neither. */
  review: Review.nullable(),
});
export type Group = z.infer<typeof Group>;
