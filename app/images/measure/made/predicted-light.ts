/** The light of a picture as another one, of other tones, lets expect it. */
import { solve } from '../../../linear-system.ts';
import { lightAt } from './laid-frames.ts';

/** Levels at the ends, where tones are cut off: no straight line goes through those. */
const darkest = 8;
const brightest = 247;
/** A pixel that is further off than this, and than so many times the mean, shows something else: a caption. */
const nearby = 4;
/** How much better all colours must predict the light than the light alone does. */
const clearlyBetter = 0.8;

export interface PredictedLight {
  predicted: Float32Array;
  /** 1 for pixels in which nothing is cut off and both show the same. */
  isUsable: Uint8Array;
}

/**
 * A straight line from the other picture's light, or from its light and colours where that is much better.
 * @param shown the other picture, and @param own the picture itself: 8-bit RGB. @param light of the picture itself.
 */
export function predictLight(shown: Uint8Array, own: Uint8Array, light: Float32Array): PredictedLight {
  const inRange = new Uint8Array(light.length);
  const tones = {
    light: new Float32Array(light.length),
    blue: new Float32Array(light.length),
    red: new Float32Array(light.length),
  };
  for (let pixel = 0; pixel < light.length; pixel++) {
    const at = pixel * 3;
    const red = shown[at] ?? 0;
    const green = shown[at + 1] ?? 0;
    const blue = shown[at + 2] ?? 0;
    const low = Math.min(red, green, blue, own[at] ?? 0, own[at + 1] ?? 0, own[at + 2] ?? 0);
    const high = Math.max(red, green, blue, own[at] ?? 0, own[at + 1] ?? 0, own[at + 2] ?? 0);
    inRange[pixel] = Number(low >= darkest && high <= brightest);
    const luminance = lightAt(shown, pixel);
    tones.light[pixel] = luminance;
    tones.blue[pixel] = blue - luminance;
    tones.red[pixel] = red - luminance;
  }
  const byLight = fit(tones, [0, 1], light, inRange);
  const byColours = fit(tones, [0, 1, 2, 3], light, inRange);
  return byColours.error < clearlyBetter * byLight.error ? byColours : byLight;
}

const rounds = 3;
/** Where the moments with the explained light stand, and the variance, a pixel, below which a part is none: a grey picture has no colours. */
const ofExplained = 4;
const leastVariance = 1e-6;

/**
 * Least squares, in which what is far off has no part from the second round on.
 * @param parts that explain: 0 for a constant, 1 for the light, 2 and 3 for blue and red.
 */
function fit(
  tones: Tones,
  parts: readonly number[],
  explained: Float32Array,
  inRange: Uint8Array,
): PredictedLight & { error: number } {
  const isUsable = inRange.slice();
  const predicted = new Float32Array(explained.length);
  let error = 0;
  for (let round = 0; round < rounds; round++) {
    const moments = momentsOf(tones, explained, isUsable);
    const system = parts.map((row) => Float64Array.from([...parts, ofExplained], (at) => moments[row]?.[at] ?? 0));
    const ridge = leastVariance * (1 + (moments[0]?.[0] ?? 0));
    const [level = 0, ofLight = 0, ofBlue = 0, ofRed = 0] = solve(system, new Array<number>(parts.length).fill(ridge));
    let [sum, count] = [0, 0];
    for (let pixel = 0; pixel < predicted.length; pixel++) {
      const value =
        level +
        ofLight * (tones.light[pixel] ?? 0) +
        ofBlue * (tones.blue[pixel] ?? 0) +
        ofRed * (tones.red[pixel] ?? 0);
      predicted[pixel] = value;
      if (isUsable[pixel] !== 1) continue;
      sum += Math.abs(value - (explained[pixel] ?? 0));
      count++;
    }
    error = sum / Math.max(1, count);
    const limit = nearby * Math.max(1, error);
    for (let pixel = 0; pixel < predicted.length; pixel++) {
      const off = Math.abs((predicted[pixel] ?? 0) - (explained[pixel] ?? 0));
      isUsable[pixel] = Number(inRange[pixel] === 1 && off < limit);
    }
  }
  return { predicted, isUsable, error };
}

/** What a picture shows of each pixel: its light, and how its blue and its red differ from it. */
interface Tones {
  light: Float32Array;
  blue: Float32Array;
  red: Float32Array;
}

/**
 * A row for each of 1 and the tones: its products with each of them and, last, with the light that they are to explain,
 * summed over the usable pixels. Written out, since a loop over the parts takes three times as long.
 */
function momentsOf({ light, blue, red }: Tones, explained: Float32Array, isUsable: Uint8Array): number[][] {
  let [n, sl, sb, sr, se] = [0, 0, 0, 0, 0];
  let [ll, lb, lr, le] = [0, 0, 0, 0];
  let [bb, br, be, rr, re] = [0, 0, 0, 0, 0];
  for (let pixel = 0; pixel < isUsable.length; pixel++) {
    if (isUsable[pixel] !== 1) continue;
    const l = light[pixel] ?? 0;
    const b = blue[pixel] ?? 0;
    const r = red[pixel] ?? 0;
    const e = explained[pixel] ?? 0;
    n++;
    sl += l;
    sb += b;
    sr += r;
    se += e;
    ll += l * l;
    lb += l * b;
    lr += l * r;
    le += l * e;
    bb += b * b;
    br += b * r;
    be += b * e;
    rr += r * r;
    re += r * e;
  }
  return [
    [n, sl, sb, sr, se],
    [sl, ll, lb, lr, le],
    [sb, lb, bb, br, be],
    [sr, lr, br, rr, re],
  ];
}
