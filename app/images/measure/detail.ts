/**
 * How fine the detail of a picture really is. An enlarged copy has the pixels of a large picture, and the detail of the
 * small one that it was made from: its spectrum ends where the small picture's ended.
 */
/** Side of the tiles that are looked at, in pixels; there must be room for one. */
const tile = 64;
/** The busiest tiles have the word: sky and walls show no detail in any picture. */
const tilesUsed = 48;
/** Of the gradients' energy this share lies below the frequency that is given; the rest is noise and JPEG blocks. */
const share = 0.9;

/** Shares of the finest detail that so many pixels can hold, 0 to 1, along the rows and along the columns. */
export interface Detail {
  across: number;
  down: number;
}

/**
 * @param luminance `width · height` values, row by row; at most some megapixels from the middle of the picture.
 * @param isBlocky whether a strong compression has left its blocks of 8 × 8, which begin at the first value: their edges are no detail.
 * @returns near 1 for a crisp picture, about 1/2 for one enlarged twice; null below 64 pixels a side.
 */
export function finestDetail(luminance: Uint8Array, width: number, height: number, isBlocky: boolean): Detail | null {
  if (Math.min(width, height) < tile) return null;
  const starts = busiestTiles(luminance, width, height);
  const alongLines = (step: number, next: number) => {
    const energy = new Float64Array(frequencies);
    for (const start of starts)
      for (let line = 0; line < tile; line++) addGradients(energy, luminance, start + line * next, step, isBlocky);
    return shareOf(energy);
  };
  return { across: alongLines(1, width), down: alongLines(width, 1) };
}

/** The frequency below which most of the energy lies, as a share of the highest. */
function shareOf(measured: Float64Array): number {
  const energy = withoutBlocks(measured);
  const total = energy.reduce((sum, value) => sum + value, 0);
  // Nothing varies: there is no detail that it could lack.
  if (total === 0) return 1;
  let below = 0;
  for (const [frequency, value] of energy.entries()) {
    if (below + value >= share * total) return (frequency + (share * total - below) / value) / frequencies;
    below += value;
  }
  return 1;
}

/**
 * The edges of a JPEG's blocks, every eighth pixel, add energy at every eighth part of the highest frequency and beside
 * it. The least of what stands around each takes its place.
 */
function withoutBlocks(energy: Float64Array): Float64Array {
  const period = tile / 8;
  return energy.map((value, at) => {
    const nearest = Math.round((at + 1) / period) * period - 1;
    if (nearest < 0 || Math.abs(at - nearest) > 1) return value;
    return Math.min(value, energy[nearest - 3] ?? value, energy[nearest + 3] ?? value);
  });
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
function addGradients(
  energy: Float64Array,
  luminance: Uint8Array,
  start: number,
  step: number,
  isBlocky: boolean,
): void {
  for (let at = 0; at < tile; at++) values[at] = luminance[start + at * step] ?? 0;
  if (isBlocky) smoothBlocks();
  let sum = 0;
  for (const value of values) sum += value;
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

/** Takes the steps between blocks out of a line: what the slopes on both sides do not explain fades out over half a block. */
function smoothBlocks(): void {
  const reach = 4;
  for (let edge = 8; edge < tile; edge += 8) {
    const at = (place: number) => values[edge + place] ?? 0;
    const step = at(0) - at(-1) - (at(-1) - at(-2) + at(1) - at(0)) / 2;
    for (let place = 0; place < reach; place++) {
      const share = (step / 2) * (1 - place / reach);
      values[edge - 1 - place] = at(-1 - place) + share;
      values[edge + place] = at(place) - share;
    }
  }
}
