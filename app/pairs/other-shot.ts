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
export const occasion = 30;

/** An edit keeps the time of its shot, or loses it: another time within moments, by the same camera, is another shot. */
export function isOtherShot(a: Shot, b: Shot): boolean {
  if (a.camera === null || a.camera !== b.camera) return false;
  const apart = secondsApart(a.takenAt, b.takenAt);
  if (apart === null) return false;
  if (apart > 0) return apart <= occasion;
  return differs(a.subsecond, b.subsecond) || differs(a.exposureBias, b.exposureBias);
}

function differs(a: number | null | undefined, b: number | null | undefined): boolean {
  return typeof a === 'number' && typeof b === 'number' && a !== b;
}

/** What was verified about two photos, as it stands: of two shots nothing in the pictures tells an edit from a next frame. */
export function kindOfShots<Kind extends MatchKind>(kind: Kind, a: Shot, b: Shot): Kind | 'burst' {
  return (kind === 'edited' || kind === 'cropped') && isOtherShot(a, b) ? 'burst' : kind;
}

/** @param a, b as `takenAt`. @returns null where one of them is not told. */
export function secondsApart(a: string | null, b: string | null): number | null {
  return a === null || b === null ? null : Math.abs(secondsOf(a) - secondsOf(b));
}

/** @param takenAt by the camera's clock, whatever its zone. @returns seconds since 1970 on that clock. */
export function secondsOf(takenAt: string): number {
  return Date.parse(`${takenAt}Z`) / 1000;
}
