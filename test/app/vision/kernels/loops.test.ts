/** The loops give what their formulas say, written here as plainly as they can be. */
import { execFile } from 'node:child_process';
import { readFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bytesAt, floatsAt, intsAt, keep, Layout, loops } from '../../../../app/vision/kernels/kernels.ts';
import { placed, resampled } from '../../../../app/vision/kernels/placed-picture.ts';
import { Chance } from '../../../../bench/random.ts';

const root = join(import.meta.dirname, '../../../..');

function noise(width: number, height: number, seed = 'noise') {
  const chance = new Chance(`${seed} ${width} ${height}`);
  return { data: Uint8Array.from({ length: width * height }, () => chance.below(256)), width, height };
}

/** Sizes with and without a rest, where four or eight are taken at once. */
const sizes = [
  [41, 37],
  [16, 20],
  [23, 64],
] as const;

const clamp = (value: number, length: number) => Math.min(length - 1, Math.max(0, value));

test('what is kept beside the sources is what they compile to', async () => {
  const out = join(await mkdtemp(join(tmpdir(), 'twinlens-loops-')), 'loops.wasm');
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, options = ''] = (scripts['build:kernels'] ?? '').split(' asc ');
  const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const line = options.replace(/--outFile \S+/, `--outFile ${out}`).split(' ');
  await promisify(execFile)(process.execPath, [asc, ...line], { cwd: root });
  expect((await readFile(out)).equals(await readFile(join(root, 'app/vision/kernels/loops.wasm')))).toBe(true);
});

test.each(sizes)('padding repeats the outermost pixels: %i × %i', (width, height) => {
  const picture = noise(width, height);
  const layout = new Layout();
  const from = placed(picture, layout);
  const margin = 16;
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const padded = layout.take(wide * high + 16);
  loops.pad(from.place, width, height, margin, padded);
  const expected = Uint8Array.from({ length: wide * high }, (_, at) => {
    const [x, y] = [clamp((at % wide) - margin, width), clamp(Math.floor(at / wide) - margin, height)];
    return picture.data[y * width + x] ?? 0;
  });
  expect(bytesAt(padded, wide * high)).toEqual(expected);
});

test.each(sizes)('blurring takes the mean of 5 × 5 pixels: %i × %i', (width, height) => {
  const picture = noise(width, height);
  const layout = new Layout();
  const from = placed(picture, layout);
  const [blurred, columns] = [layout.take(width * height), layout.take(width * 4)];
  loops.blur(from.place, width, height, blurred, columns);
  const expected = picture.data.slice();
  for (let y = 2; y < height - 2; y++)
    for (let x = 2; x < width - 2; x++) {
      let sum = 0;
      for (let row = y - 2; row <= y + 2; row++)
        for (let column = x - 2; column <= x + 2; column++) sum += picture.data[row * width + column] ?? 0;
      expected[y * width + x] = Math.round(sum / 25);
    }
  expect(bytesAt(blurred, width * height)).toEqual(expected);
});

test.each(sizes)('corners: the tensor of 5 × 5 slopes, and its peaks: %i × %i', (width, height) => {
  const { data } = noise(width, height);
  const layout = new Layout();
  const from = placed({ data, width, height }, layout);
  const response = layout.take(width * height * 4);
  const work = layout.take(3 * width * (height + 1) * 4);
  const places = layout.take(width * height * 4);
  loops.cornerResponse(from.place, width, height, response, work);
  const slope = (x: number, y: number) => {
    if (x < 1 || y < 1 || x > width - 2 || y > height - 2) return [0, 0] as const;
    const at = (column: number, row: number) => data[row * width + column] ?? 0;
    return [at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1)] as const;
  };
  const expected = new Float32Array(width * height);
  for (let y = 2; y < height - 2; y++)
    for (let x = 2; x < width - 2; x++) {
      let [xx, yy, xy] = [0, 0, 0];
      for (let row = y - 2; row <= y + 2; row++)
        for (let column = x - 2; column <= x + 2; column++) {
          const [across, down] = slope(column, row);
          xx += across * across;
          yy += down * down;
          xy += across * down;
        }
      expected[y * width + x] = (xx * yy - xy * xy) / (xx + yy + 1);
    }
  expect(floatsAt(response, width * height)).toEqual(expected);

  const [faintest, margin] = [60, 6];
  const count = loops.peaks(response, width, height, faintest, margin, places);
  const peaks = [...expected.keys()].filter((at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const own = expected[at] ?? 0;
    if (own < faintest || Math.min(x, y) < margin || x >= width - margin || y >= height - margin) return false;
    return [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].every((step) => {
      const other = expected[at + step] ?? 0;
      return step < 0 ? other < own : other <= own;
    });
  });
  expect(peaks.length).toBeGreaterThan(0);
  expect([...intsAt(places, count)]).toEqual(peaks);
});

test.each(sizes)('resampling goes between the four nearest pixels: %i × %i', (width, height) => {
  const { data } = noise(width, height);
  const to = { width: Math.round(width / 1.25), height: Math.round(height * 1.4) };
  const layout = new Layout();
  const { place } = resampled(placed({ data, width, height }, layout), to, layout);
  const between = (at: number, from: number, count: number) => {
    const centre = clamp(((at + 0.5) * from) / count - 0.5, from);
    const first = Math.floor(centre);
    return { first, second: Math.min(from - 1, first + 1), weight: centre - first };
  };
  const expected = Uint8Array.from({ length: to.width * to.height }, (_, at) => {
    const [column, row] = [
      between(at % to.width, width, to.width),
      between(Math.floor(at / to.width), height, to.height),
    ];
    const line = (y: number) =>
      (data[y * width + column.first] ?? 0) * (1 - column.weight) +
      (data[y * width + column.second] ?? 0) * column.weight;
    return Math.floor(line(row.first) * (1 - row.weight) + line(row.second) * row.weight + 0.5);
  });
  expect(bytesAt(place, to.width * to.height)).toEqual(expected);
});

test('moments are those of the light in a disc, bits those of its pairs of points', () => {
  const { data, width, height } = noise(40, 40);
  const layout = new Layout();
  const { place } = placed({ data, width, height }, layout);
  const radius = 9;
  const rows = Int32Array.from({ length: 2 * radius + 1 }, (_, row) =>
    Math.floor(Math.sqrt(radius ** 2 - (row - radius) ** 2)),
  );
  const chance = new Chance('pattern');
  const pattern = Int8Array.from({ length: 64 * 4 }, () => chance.below(2 * radius + 1) - radius);
  const centre = 20 * width + 19;
  const light = (x: number, y: number) => data[centre + y * width + x] ?? 0;
  const [disc, points] = [keep(rows), keep(pattern)];
  const working = new Layout();
  const again = placed({ data, width, height }, working).place;
  const [into, bits] = [working.take(8), working.take(8)];
  loops.moments(again, width, centre, disc, radius, into);
  let [across, down] = [0, 0];
  for (let y = -radius; y <= radius; y++) {
    const half = rows[y + radius] ?? 0;
    for (let x = -half; x <= half; x++) {
      across += x * light(x, y);
      down += y * light(x, y);
    }
  }
  expect([...intsAt(into, 2)]).toEqual([across, down]);
  loops.describe(again, width, centre, points, 2, bits);
  const found = intsAt(bits, 2);
  for (let bit = 0; bit < 64; bit++) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = pattern.subarray(bit * 4, bit * 4 + 4);
    expect(((found[bit >> 5] ?? 0) >>> (bit & 31)) & 1).toBe(light(x1, y1) < light(x2, y2) ? 1 : 0);
  }
  expect(place).toBeGreaterThan(0);
});
