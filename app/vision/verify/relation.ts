/** What the verifier says about two photos, with the evidence that it stands on. */

/** Strongest first. `same-pixels` takes all of both photos' pixels, and is proven elsewhere. */
export const relationKinds = ['resized', 'edited', 'cropped'] as const;

/** A part of a photo, as shares of its width and height, 0 to 1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Relation {
  kind: (typeof relationKinds)[number];
  /** How sure it is, 0 to 1. */
  score: number;
  /** Where the smaller frame lies in the larger. */
  box: Box;
  /** The photo whose frame is the smaller one; of two equal frames `a`. */
  inside: 'a' | 'b';
  /** Degrees, clockwise, by which `a` is turned to lie on `b`; after it was mirrored left to right, if it is. */
  turn: number;
  mirrored: boolean;
  /** Pixels of `b` a pixel of `a`. */
  scale: number;
  /** Of both frames laid on each other, the part that both cover, 0 to 1. */
  share: number;
  /** Contrast of `b` as a multiple of that of `a`, and its brightness less that of `a`, in levels of 255. */
  gain: number;
  offset: number;
  /** Saturation of `b` as a multiple of that of `a`; 1 where there are no colours to tell. */
  saturation: number;
  /** How well the light agrees where it agrees best, on three quarters of what both show: correlation, −1 to 1. */
  agreement: number;
  /** Share of what both show that does not agree: captions, stickers, what was painted over. */
  overlay: number;
  /** Local features that fall on each other; 0 when none were needed. */
  inliers: number;
  /** Whether the smaller frame lies in the larger as a picture of its own, on a page or in a collage: its border shows. */
  framed: boolean;
}

/** The same, told from the other photo. */
export function reverse(relation: Relation): Relation {
  const { inside, turn, mirrored, scale, gain, offset, saturation } = relation;
  return {
    ...relation,
    inside: inside === 'a' ? 'b' : 'a',
    turn: mirrored ? turn : -turn,
    scale: 1 / scale,
    gain: 1 / gain,
    offset: -offset,
    saturation: 1 / saturation,
  };
}

export const wholeBox: Box = { left: 0, top: 0, width: 1, height: 1 };
