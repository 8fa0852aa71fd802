/**
 * When and with what the photos of a simulated library were taken. The photos to measure on say nothing of it, so that it
 * is drawn: people photograph different things minutes apart, with one camera; time alone must not give a scene away.
 */
import { Chance } from '../random.ts';

export interface Shot {
  /** `YYYY-MM-DDTHH:MM:SS`, the camera's local time. */
  takenAt: string | null;
  camera: string | null;
}

const cameras = ['Acme One', 'Acme Two', 'Borealis X', 'Canonical 5'] as const;
const firstDay = Date.UTC(2019, 0, 1) / 1000;
const days = 1500;
const longestOuting = 12;
/** Scans, downloads and pictures from messengers. */
const saysNothing = 0.15;

/** One shot a source, in outings of up to a dozen: the next thing is taken seconds to minutes later. */
export function shots(count: number, seed: string): Shot[] {
  const chance = new Chance(`${seed} clock`);
  const taken: Shot[] = [];
  while (taken.length < count) {
    const camera = chance.pick(cameras);
    let seconds = firstDay + Math.round(chance.between(0, days * 86_400));
    for (let left = 1 + chance.below(longestOuting); left > 0 && taken.length < count; left--) {
      taken.push(chance.isLucky(saysNothing) ? { takenAt: null, camera: null } : { takenAt: iso(seconds), camera });
      // Most things are photographed minutes apart, some right after each other.
      seconds += Math.round(chance.isLucky(0.3) ? chance.between(2, 20) : chance.between(20, 900));
    }
  }
  return taken;
}

/** Another shot with the same camera. */
export function secondsAfter({ takenAt, camera }: Shot, seconds: number): Shot {
  return { takenAt: takenAt === null ? null : iso(Date.parse(`${takenAt}Z`) / 1000 + seconds), camera };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}
