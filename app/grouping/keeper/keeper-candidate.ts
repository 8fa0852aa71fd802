/** What the keeper rules look at in a photo of a group. */

/** A protected folder is never touched; in a reference folder lies what the person has already and keeps. */
export type Protection = 'protected' | 'reference';

/** Tells the paths that stay where they are, whatever is asked. */
export type ProtectionOf = (path: string) => Protection | null;

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
  /** JPEG quality, 1 to 100. */
  quality: number | null;
  /** The share of its finest detail that the picture really has, 0 to 1; null while it is not measured. */
  detail: number | null;
  /** Whether a raw file or a video of the same shot goes with it. */
  hasRestOfShot: boolean;
  protection: Protection | null;
  /** True while its folder cannot be seen. */
  offline: boolean;
}
