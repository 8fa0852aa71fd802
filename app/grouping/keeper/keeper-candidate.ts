/** What the keeper rules look at in a photo of a group. */

/**
 * A protected folder is never touched; in a reference folder lies what the person has already and keeps; a linked photo
 * has several names in the library (hard links, one drive under two paths): to take one away frees nothing.
 */
export type Protection = 'protected' | 'reference' | 'linked';

/** Tells the paths that stay where they are, whatever is asked. */
export type ProtectionOf = (path: string) => Protection | null;

/** What was measured of a picture, whatever its file claims. */
export interface MeasuredPicture {
  /** Shares of the finest detail that its rows and columns could hold, 0 to 1. */
  detailAcross: number;
  detailDown: number;
  /** The worst compression that left its traces, on the scale of JPEG's qualities; null where none did. */
  worstQuality: number | null;
  isColoured: boolean;
  /** Whether it is a photo in the few colours of a palette. */
  isThinned: boolean;
  /** Share of its samples that are cut off at the ends, 0 to 1; levels that the others span, 1 to 255. */
  cutOff: number;
  range: number;
}

export interface KeeperCandidate {
  path: string;
  sha256: string;
  /** By the file's content: `jpeg`, `png`, … */
  format: string;
  /** Pixels as displayed. */
  width: number;
  height: number;
  /** Of the photo itself. */
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time. */
  takenAt: string | null;
  /** EXIF, XMP and IPTC entries; null while they are not counted. */
  facts: number | null;
  /** Bits a sample: `uchar`, `ushort`, … */
  depth: string;
  /** The camera by its own record; null where it says nothing. */
  camera: string | null;
  /** Null while it is not measured: it counts as crisp and whole then. */
  measured: MeasuredPicture | null;
  /** Whether it was made from another of the photos it is held against: a caption put on, a border put around, saved again. */
  isMade: boolean;
  /** Whether another photo of the library is a copy with more behind its first picture. */
  isPoorer: boolean;
  /** Whether only a part of it can be seen. */
  isDamaged: boolean;
  /** Whether a raw file or a video of the same shot goes with it. */
  hasRestOfShot: boolean;
  protection: Protection | null;
  /** True while its folder cannot be seen. */
  offline: boolean;
}
