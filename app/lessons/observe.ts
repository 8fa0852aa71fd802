/** What is known of a pair, from the verifier and from what the photos say of themselves, for the judge to weigh. */
import type { Observation } from '../learning/judge/evidence.ts';
import { secondsApart } from '../pairs/other-shot.ts';
import type { Relation } from '../vision/verify/relation.ts';

export interface ObservedPhoto {
  width: number;
  height: number;
  /** `YYYY-MM-DDTHH:MM:SS`, the camera's local time. */
  takenAt: string | null;
  camera: string | null;
}

/**
 * @param distance L2 under the head in use, 0 to 2.
 * @param kind what was verified; null when nothing was.
 * @param relation the verifier's measurements, where it left some.
 */
export function observe(
  a: ObservedPhoto,
  b: ObservedPhoto,
  distance: number,
  kind: Observation['kind'],
  relation: Omit<Relation, 'kind'> | null,
): Observation {
  const [pixelsA, pixelsB] = [a.width * a.height, b.width * b.height];
  return {
    distance,
    kind,
    measured: relation,
    secondsApart: secondsApart(a.takenAt, b.takenAt),
    sameCamera: a.camera === null || b.camera === null ? null : a.camera === b.camera,
    sizeRatio: Math.max(pixelsA, pixelsB) / Math.min(pixelsA, pixelsB),
  };
}
