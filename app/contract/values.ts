/** Values that every part of the contract names. */
import { z } from 'zod';
import { isCopy, kindOrder } from '../grouping/kinds.ts';

/** What was *verified* about two photos, strongest first. A group takes the weakest kind that is in it. */
export const kinds = kindOrder;
export const Kind = z.enum(kinds);
export type Kind = z.infer<typeof Kind>;

/** The kinds of which copies may go without being looked at one by one. */
export const bulkKinds = kindOrder.filter(isCopy);

/** What a clean-up may take: photos of these kinds, and those that the person `said` are the same as what stays. */
export const Spare = z.enum([...kinds, 'said']);
export type Spare = z.infer<typeof Spare>;
export const bulkSpares: Spare[] = [...bulkKinds, 'said'];

/** What stands in the library for a photo that is asked for, from what is as good to what claims least. */
export const There = z.enum(['copy', 'larger', 'lesser', 'edited', 'similar']);
export type There = z.infer<typeof There>;

/** The same, or that nothing does. */
export const CheckState = z.enum([...There.options, 'nothing']);
export type CheckState = z.infer<typeof CheckState>;

/** Not an empty one, as an unset variable leaves it: that would mean the current folder. */
export const path = z.string().refine((text) => text.trim() !== '', 'Give a path.');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A content hash is 64 hexadecimal digits.');

/** L2 distance between unit vectors, 0 (same) to 1 (cosine 0.5): the range in which near pairs are kept. */
export const Threshold = z
  .number()
  .min(0, 'A threshold is a distance from 0 to 1.')
  .max(1, 'A threshold is a distance from 0 to 1.');

/** What was seen in two photos `a` and `b` that were verified as the same picture. */
export const Relation = z.object({
  /** How sure the verifier is, 0 to 1. */
  score: z.number(),
  /** Where the smaller frame lies in the larger, as shares of its width and height. */
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  /** The photo with the smaller frame; of two equal frames `a`. */
  inside: z.enum(['a', 'b']),
  /** Degrees, clockwise, by which `a` is turned to lie on `b`; after it was mirrored left to right, if it is. */
  turn: z.number(),
  mirrored: z.boolean(),
  /** Pixels of `b` a pixel of `a`. */
  scale: z.number(),
  /** Of both frames laid on each other, the part that both cover, 0 to 1. */
  share: z.number(),
  /** How well the light agrees there, −1 to 1; and the share of it that does not, captions for example. */
  agreement: z.number(),
  overlay: z.number(),
  /** Contrast and saturation of `b` as multiples of those of `a`; its brightness less that of `a`, in levels of 255. */
  gain: z.number(),
  saturation: z.number(),
  offset: z.number(),
  /** Local features that fall on each other; 0 when none were needed. */
  inliers: z.int(),
  /** Whether the smaller frame lies in the larger as a picture of its own, on a page or in a collage. */
  framed: z.boolean(),
});
export type Relation = z.infer<typeof Relation>;
