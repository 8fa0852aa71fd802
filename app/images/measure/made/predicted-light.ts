/** The light of a picture as another one, of other tones, lets expect it. */

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
  const parts = [0, 1, 2].map(() => new Float32Array(light.length));
  for (let pixel = 0; pixel < light.length; pixel++) {
    const at = pixel * 3;
    const [red = 0, green = 0, blue = 0] = [shown[at], shown[at + 1], shown[at + 2]];
    const low = Math.min(red, green, blue, own[at] ?? 0, own[at + 1] ?? 0, own[at + 2] ?? 0);
    const high = Math.max(red, green, blue, own[at] ?? 0, own[at + 1] ?? 0, own[at + 2] ?? 0);
    inRange[pixel] = Number(low >= darkest && high <= brightest);
    const luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
    [luminance, blue - luminance, red - luminance].forEach(
      (value, part) => ((parts[part] as Float32Array)[pixel] = value),
    );
  }
  const byLight = fit(parts.slice(0, 1), light, inRange);
  const byColours = fit(parts, light, inRange);
  return byColours.error < clearlyBetter * byLight.error ? byColours : byLight;
}

const rounds = 3;

/** Least squares, in which what is far off has no part from the second round on. */
function fit(
  parts: readonly Float32Array[],
  light: Float32Array,
  inRange: Uint8Array,
): PredictedLight & { error: number } {
  const isUsable = inRange.slice();
  let predicted = new Float32Array(light.length);
  let error = 0;
  for (let round = 0; round < rounds; round++) {
    predicted = regress(parts, light, isUsable);
    const off = (pixel: number) => Math.abs((predicted[pixel] ?? 0) - (light[pixel] ?? 0));
    let [sum, count] = [0, 0];
    for (let pixel = 0; pixel < light.length; pixel++) {
      if (isUsable[pixel] !== 1) continue;
      sum += off(pixel);
      count++;
    }
    error = sum / Math.max(1, count);
    const limit = nearby * Math.max(1, error);
    for (let pixel = 0; pixel < light.length; pixel++)
      isUsable[pixel] = Number(inRange[pixel] === 1 && off(pixel) < limit);
  }
  return { predicted, isUsable, error };
}

/** Each part less what the parts before it explain (Gram and Schmidt), times what it explains of the light. */
function regress(parts: readonly Float32Array[], light: Float32Array, isUsable: Uint8Array): Float32Array<ArrayBuffer> {
  const constant = new Float32Array(light.length).fill(1);
  const basis: Float32Array[] = [];
  const product = (a: Float32Array, b: Float32Array) => {
    let sum = 0;
    for (let pixel = 0; pixel < light.length; pixel++)
      if (isUsable[pixel] === 1) sum += (a[pixel] ?? 0) * (b[pixel] ?? 0);
    return sum;
  };
  const predicted = new Float32Array(light.length);
  for (const part of [constant, ...parts]) {
    const own = part.slice();
    for (const before of basis) {
      const share = product(part, before) / (product(before, before) || 1);
      for (let pixel = 0; pixel < own.length; pixel++) own[pixel] = (own[pixel] ?? 0) - share * (before[pixel] ?? 0);
    }
    const weight = product(own, light) / (product(own, own) || 1);
    for (let pixel = 0; pixel < own.length; pixel++)
      predicted[pixel] = (predicted[pixel] ?? 0) + weight * (own[pixel] ?? 0);
    basis.push(own);
  }
  return predicted;
}
