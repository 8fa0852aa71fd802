/** Whether two photos are shots of one occasion: frames of a burst, a bracket, two tries. They are two pictures. */
import type { MatchKind } from '../grouping/kinds.ts';

/** What a photo says of its shot; null, or nothing, where it does not say. */
export interface Shot {
  /** `YYYY-MM-DDTHH:MM:SS` by the camera's clock. */
  takenAt: string | null;
  camera: string | null;
  /** Of `takenAt`, 0 to 1. */
  subsecond?: number | null;
  /** Exposure values by which the camera was told to expose more. */
  exposureBias?: number | null;
}

/** Shots of one camera that are no further apart belong to one occasion: seconds. */
const occasion = 30;

/** An edit keeps the time of its shot, or loses it: another time within moments, by the same camera, is another shot. */
export function isOtherShot(a: Shot, b: Shot): boolean {
  if (a.takenAt === null || b.takenAt === null || a.camera === null || a.camera !== b.camera) return false;
  const apart = Math.abs(Date.parse(`${a.takenAt}Z`) - Date.parse(`${b.takenAt}Z`)) / 1000;
  if (apart > 0) return apart <= occasion;
  return differs(a.subsecond, b.subsecond) || differs(a.exposureBias, b.exposureBias);
}

function differs(a: number | null | undefined, b: number | null | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

/** What was verified about two shots of one occasion, as it stands: nothing in the pictures tells an edit from a next frame. */
export function kindOfShots<Kind extends MatchKind>(kind: Kind): Kind | 'burst' {
  return kind === 'edited' || kind === 'cropped' ? 'burst' : kind;
}
