/**
 * How fine the detail of a picture really is. An enlarged copy has the pixels of a large picture, and the detail of the
 * small one that it was made from: its spectrum ends where the small picture's ended.
 */
import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

/** Side of the tiles that are looked at, in pixels; there must be room for one. */
const tile = 64;
/** The busiest tiles have the word: sky and walls show no detail in any picture. */
const tilesUsed = 48;
/** At most this much of the middle is decoded to pixels, a side. */
const middle = 2048;
/** Of the gradients' energy this share lies below the frequency that is given; the rest is noise and JPEG blocks. */
const share = 0.9;

/**
 * @returns the finest detail as a share of the finest that so many pixels can hold, 0 to 1: near 1 for a crisp picture,
 * about 1/2 for one enlarged twice; null for a picture below 64 pixels a side.
 * @throws PersonError whose message completes "The file … ".
 */
export async function measureDetail(bytes: Uint8Array): Promise<number | null> {
  const image = openPhoto(await readable(bytes, null));
  const whole = await image.metadata().catch(decodeFailure);
  const [width, height] = [Math.min(middle, whole.width), Math.min(middle, whole.height)];
  if (Math.min(width, height) < tile) return null;
  const [left, top] = [(whole.width - width) >> 1, (whole.height - height) >> 1];
  const luminance = await image
    .extract({ left, top, width, height })
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer()
    .catch(decodeFailure);
  return finestDetail(luminance, width, height);
}

/** @param luminance `width · height` values, row by row; at least 64 a side. */
export function finestDetail(luminance: Uint8Array, width: number, height: number): number {
  const energy = new Float64Array(frequencies);
  for (const start of busiestTiles(luminance, width, height))
    for (let line = 0; line < tile; line++) {
      addGradients(energy, luminance, start + line * width, 1);
      addGradients(energy, luminance, start + line, width);
    }
  const total = energy.reduce((sum, value) => sum + value, 0);
  let below = 0;
  for (const [frequency, value] of energy.entries()) {
    below += value;
    if (below >= share * total) return (frequency + 1) / frequencies;
  }
  return 1;
}

/** Where the tiles begin whose neighbouring pixels differ most. */
function busiestTiles(luminance: Uint8Array, width: number, height: number): number[] {
  const tiles = [];
  for (let top = 0; top + tile <= height; top += tile)
    for (let left = 0; left + tile <= width; left += tile) {
      const start = top * width + left;
      let busy = 0;
      for (let y = 0; y < tile; y++)
        for (let x = 1; x < tile; x++) {
          const at = start + y * width + x;
          busy += ((luminance[at] ?? 0) - (luminance[at - 1] ?? 0)) ** 2;
        }
      tiles.push({ start, busy });
    }
  tiles.sort((a, b) => b.busy - a.busy);
  return tiles.slice(0, tilesUsed).map(({ start }) => start);
}

const frequencies = tile / 2;
/** What a line is multiplied with, value by value, for each frequency from 1: a windowed cosine and sine. */
const cosines = waves((angle) => Math.cos(angle));
const sines = waves((angle) => Math.sin(angle));

function waves(wave: (angle: number) => number): Float32Array {
  return Float32Array.from({ length: frequencies * tile }, (_, entry) => {
    const [frequency, at] = [Math.floor(entry / tile) + 1, entry % tile];
    return wave((2 * Math.PI * frequency * at) / tile) * Math.sin((Math.PI * (at + 0.5)) / tile) ** 2;
  });
}

const values = new Float32Array(tile);

/** Adds the energy of a line's gradients by frequency, from 1 on: the spectrum of natural pictures is then flat. */
function addGradients(energy: Float64Array, luminance: Uint8Array, start: number, step: number): void {
  let sum = 0;
  for (let at = 0; at < tile; at++) sum += values[at] = luminance[start + at * step] ?? 0;
  for (let at = 0; at < tile; at++) values[at] = (values[at] ?? 0) - sum / tile;
  for (let frequency = 0; frequency < frequencies; frequency++) {
    let [real, imaginary] = [0, 0];
    for (let at = 0, wave = frequency * tile; at < tile; at++, wave++) {
      real += (values[at] ?? 0) * (cosines[wave] ?? 0);
      imaginary += (values[at] ?? 0) * (sines[wave] ?? 0);
    }
    energy[frequency] = (energy[frequency] ?? 0) + (frequency + 1) ** 2 * (real ** 2 + imaginary ** 2);
  }
}
