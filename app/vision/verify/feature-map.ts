/** Two features that show one thing, as a map from one photo to the other: it moves, turns and scales. */
import type { Point } from './transform.ts';

export interface FeatureMap {
  from: Point;
  to: Point;
  /** Radians. */
  turn: number;
  /** Natural logarithm of the scale. */
  scale: number;
  /** Its turn and scale as a map: x' = along · x − across · y, y' = across · x + along · y. */
  along: number;
  across: number;
}

/** A match that agrees with another lies this near to where that one says, in pixels, and that much more a pixel away from it. */
const nearby = 4;
const spread = 0.12;
/** … and is turned and scaled alike, to these many radians and this factor (as a logarithm). */
const turnAlike = 0.45;
const scaleAlike = 0.5;
/** Matches that must agree before a map is believed at all. */
export const fewest = 4;

/** @param factor pixels of the second photo a pixel of the first. */
export function featureMap(from: Point, to: Point, turn: number, factor: number): FeatureMap {
  return {
    from,
    to,
    turn,
    scale: Math.log(factor),
    along: Math.cos(turn) * factor,
    across: Math.sin(turn) * factor,
  };
}

/** Whether a match lies, turns and scales as another one says. */
export function agrees(guess: FeatureMap, { from, to, turn, scale }: FeatureMap): boolean {
  if (Math.abs(scale - guess.scale) > scaleAlike) return false;
  const turned = Math.abs(turn - guess.turn) % (2 * Math.PI);
  if (Math.min(turned, 2 * Math.PI - turned) > turnAlike) return false;
  const { along, across } = guess;
  const awayX = from.x - guess.from.x;
  const awayY = from.y - guess.from.y;
  const offX = guess.to.x + along * awayX - across * awayY - to.x;
  const offY = guess.to.y + across * awayX + along * awayY - to.y;
  const factor = Math.sqrt(along * along + across * across);
  const allowed = nearby * Math.max(1, factor) + spread * factor * Math.sqrt(awayX * awayX + awayY * awayY);
  return offX * offX + offY * offY <= allowed * allowed;
}
