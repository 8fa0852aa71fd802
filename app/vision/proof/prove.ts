/**
 * Whether one picture is the other, coded anew or made smaller, and nothing else, at every place:
 *
 * 1. what the whole picture underwent is found, and must be small (`explain`, `toneChange`);
 * 2. what coding does to such a picture is made, from the tables of a JPEG or by coding it again;
 * 3. what then remains must be no more than that, place by place and at several scales (`excess`), and within what the
 *    JPEG was rounded from (`missedIntervals`).
 */
import { energies, measureExcess, slopeShare, type Excess } from './excess.ts';
import { explain, type Explained } from './explain.ts';
import { codingNoises, missedIntervals } from './jpeg-noise.ts';
import { halved, plane, toPlanes, type Bytes, type Plane, type Planes } from './planes.ts';
import { toneChange } from './tone.ts';

/** Quantisation of a JPEG, 64 steps each; and the pixels a sample of its colours. */
export interface Steps {
  light: ArrayLike<number>;
  colour: ArrayLike<number>;
  thinX: number;
  thinY: number;
  /** Whether they hold exactly for the pictures as they are compared; in another colour space they do about. */
  isStandard: boolean;
}

export interface Compared {
  /** The larger picture, brought to the smaller one's size; and the smaller one. */
  larger: Bytes;
  smaller: Bytes;
  width: number;
  height: number;
  /** Pixels of the larger picture a pixel of the smaller, along a side. */
  reduction: number;
  /** How each was coded, where it is a JPEG; of the smaller one on blocks from its first pixel on. */
  largerSteps: Steps | null;
  smallerSteps: Steps | null;
  /** The larger picture as its coding made it from itself once more: what a codec without known tables does. */
  recoded: Bytes | null;
}

/** `plain`: there is nothing in them that could be the same. */
export type Proof = 'copy' | 'plain' | 'moved' | 'blurred' | 'toned' | 'changed';

/** Measured on drawn documents and photos, see docs/MEASURED.md. */
const limits = {
  /** Pixels, anywhere. */
  displacement: 0.8,
  /** Levels that a tone may change everywhere alike: light, and the colours. */
  tone: 5,
  colourTone: 5,
  /** What must be left of detail four pixels across, and how much stronger it may be. */
  detail: 0.62,
  sharpened: 1.5,
  /**
   * How many times what is explained may be seen, by scale, at the worst of a thousand places; and how much more at the
   * worst of ten times as many: of more places the worst lies higher by chance.
   */
  light: [4.2, 5.3, 6.3, 8.5],
  /** The same where the coding was only guessed at. */
  lightOfGuess: [6, 9, 9, 9],
  colour: [16, 16, 16, 16],
  tenfold: 0.9,
  opacity: [4, 4, 4, 4],
  missed: 20,
  /** Levels within which a picture's tones lie when there is nothing in it. */
  flat: 6,
};
/** Slopes that resampling may leave as differences, at most: of the light, of the colours (which are thinned out). */
const slope = { light: 0.08, colour: 0.25, missed: 0.08 };
const floor = { light: 0.7, colour: 1, opacity: 1 };

/** Pictures are looked at in parts of so many pixels a side at most, so that memory does not grow with them. */
const partSide = 2048;

export function prove(compared: Compared): Proof {
  let isPlain = true;
  for (let top = 0; top < compared.height; top += partSide)
    for (let left = 0; left < compared.width; left += partSide) {
      const part = {
        left,
        top,
        width: Math.min(partSide, compared.width - left),
        height: Math.min(partSide, compared.height - top),
      };
      const [larger, smaller] = [toPlanes(compared.larger, part), toPlanes(compared.smaller, part)];
      const noise = compared.recoded === null ? null : toPlanes(compared.recoded, part);
      const proof = provePart(larger, smaller, { ...compared, noise });
      if (proof !== 'copy') return proof;
      isPlain &&= isFlat(smaller);
    }
  return isPlain ? 'plain' : 'copy';
}

function provePart(from: Planes, to: Planes, { reduction, largerSteps, smallerSteps, noise }: Given): Proof {
  if (toneChange(from.light, to.light) > limits.tone) return 'toned';
  for (const name of ['blue', 'red'] as const)
    if (toneChange(from[name], to[name], 128) > limits.colourTone) return 'toned';
  const light = explain(from.light, to.light, smallerSteps?.isStandard === true ? smallerSteps.light : null);
  if (light.displacement > limits.displacement) return 'moved';
  if (!isDetailed(light, from.light)) return 'blurred';
  const coding = { smallerSteps, largerSteps, reduction };
  const lightNoise = noisesOf(light.plane, 'light', coding, noise === null ? null : minus(noise.light, from.light));
  const excess = measureExcess(light.plane, to.light, lightNoise, { slope: slope.light, floor: floor.light });
  const isGuess = noise !== null || smallerSteps?.isStandard === false;
  if (isBeyond(excess, isGuess ? limits.lightOfGuess : limits.light)) return 'changed';
  if (
    smallerSteps?.isStandard === true &&
    missed(light.plane, to.light, smallerSteps, lightNoise, excess.slopes) > limits.missed
  )
    return 'changed';
  return proveColours(from, to, coding, noise) && proveOpacity(from, to) ? 'copy' : 'changed';
}

type Coding = Pick<Compared, 'smallerSteps' | 'largerSteps' | 'reduction'>;

interface Given extends Coding {
  noise: Planes | null;
}

function proveColours(from: Planes, to: Planes, coding: Coding, noise: Planes | null): boolean {
  for (const name of ['blue', 'red'] as const) {
    const explained = explain(from[name], to[name]);
    const noises = noisesOf(explained.plane, 'colour', coding, noise === null ? null : minus(noise[name], from[name]));
    const excess = measureExcess(explained.plane, to[name], noises, { slope: slope.colour, floor: floor.colour });
    if (isBeyond(excess, limits.colour)) return false;
  }
  return true;
}

function proveOpacity(from: Planes, to: Planes): boolean {
  if (from.opacity === null && to.opacity === null) return true;
  const whole = (): Plane => {
    const opaque = plane(from.light.width, from.light.height);
    opaque.data.fill(255);
    return opaque;
  };
  const [one, other] = [from.opacity ?? whole(), to.opacity ?? whole()];
  const excess = measureExcess(explain(one, other).plane, other, [], { slope: slope.light, floor: floor.opacity });
  return !isBeyond(excess, limits.opacity);
}

/** What coding is expected to have done: to the smaller picture; and to the larger, as far as it is left in the smaller. */
function noisesOf(
  explained: Plane,
  kind: 'light' | 'colour',
  { smallerSteps, largerSteps, reduction }: Coding,
  guessed: Plane | null,
): Plane[] {
  const reaching = largerSteps !== null && reduction < 4 ? [largerSteps] : [];
  const made = codingNoises(
    explained,
    [...(smallerSteps === null ? [] : [smallerSteps]), ...reaching].map((steps) => stepsOf(steps, kind)),
  );
  // The larger picture's own is made smaller with it.
  const last = reaching.length === 0 ? undefined : made.at(-1);
  if (last !== undefined) for (let at = 0; at < last.data.length; at++) last.data[at] /= reduction;
  return guessed === null ? made : [guessed, ...made];
}

/** How much coarser steps are in a colour space that is wider than sRGB. */
const wider = 1.3;

/** Colours are looked at at half the size: a JPEG that thins them out less has blocks of half the size there. */
function stepsOf({ light, colour, thinX, thinY, isStandard }: Steps, kind: 'light' | 'colour'): ArrayLike<number> {
  const scale = isStandard ? 1 : kind === 'light' ? wider : wider ** 2;
  if (kind === 'light') return Array.from(light, (step) => step * scale);
  const finer = Math.min(1, Math.sqrt(thinX * thinY) / 2);
  return Array.from(colour, (step) => Math.max(1, step * finer * scale));
}

function missed(
  explained: Plane,
  seen: Plane,
  { light }: Steps,
  noises: readonly Plane[],
  slopes: Float32Array,
): number {
  const energy = missedIntervals(explained, seen, light);
  const known = new Float32Array(energy.length).fill((floor.light * 64) / 2);
  // The first noise is the smaller picture's own, which the intervals hold.
  for (const noise of noises.slice(1)) energies(noise, 8).data.forEach((value, at) => (known[at] += value));
  const share = Math.max(0.03 ** 2, slopeShare(energy, known, slopes, slope.missed));
  let worst = 0;
  energy.forEach((value, at) => (worst = Math.max(worst, value / (known[at] + share * slopes[at]))));
  return worst;
}

/** Whether a picture shows nothing but one tone, by means over 8 × 8 pixels. */
function isFlat({ light, blue, red, opacity }: Planes): boolean {
  if (opacity !== null) return false;
  const isEven = (whole: Plane, halvings: number) => {
    let means = whole;
    for (let times = 0; times < halvings && Math.min(means.width, means.height) > 1; times++) means = halved(means);
    let [low, high] = [Infinity, -Infinity];
    for (const value of means.data) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low < limits.flat;
  };
  return isEven(light, 3) && isEven(blue, 2) && isEven(red, 2);
}

/** Whether detail was left as it was: neither blurred nor sharpened more than a resampling does. */
function isDetailed({ detailX, detailY }: Explained, { width, height }: Plane): boolean {
  if (Math.min(width, height) < 48) return true;
  return Math.min(detailX, detailY) >= limits.detail && Math.max(detailX, detailY) <= limits.sharpened;
}

function isBeyond({ worst, places }: Excess, allowed: readonly number[]): boolean {
  return worst.some((value, scale) => value > allowed[scale] + limits.tenfold * Math.log10(places[scale] / 1000));
}

function minus(a: Plane, b: Plane): Plane {
  const difference = plane(a.width, a.height);
  for (let at = 0; at < difference.data.length; at++) difference.data[at] = a.data[at] - b.data[at];
  return difference;
}
