import sharp from 'sharp';
import { expect, test } from 'vitest';
import { learningPlot, type Panel } from '../../../bench/learning/plot.ts';

const panel = (title: string, errors: readonly number[]): Panel => ({
  title,
  curves: ['suggested', 'at random'].map((name, curve) => ({
    name,
    points: errors.map((value, at) => ({ answers: at * 20, errors: value * (1 + curve) })),
  })),
});

test('names every person and curve, in words that an SVG reader takes', async () => {
  const svg = learningPlot([panel('recoloured & cropped', [120, 60, 30]), panel('bursts', [250, 30, 20])]);
  const { width, height } = await sharp(Buffer.from(svg)).metadata();
  expect(width).toBe(680);
  expect(height).toBeGreaterThan(250);
  for (const words of ['recoloured &amp; cropped', 'bursts', 'suggested', 'at random', 'Answers'])
    expect(svg).toContain(words);
});

test('draws every point inside its own axes, fewer errors further down, the same answers in one place', () => {
  const svg = learningPlot([panel('one', [200, 100, 0]), panel('other', [20, 10, 5])]);
  const curves = [...svg.matchAll(/<polyline[^>]* points="([^"]+)"/g)].map(([, points]) =>
    points!.split(' ').map((point) => point.split(',').map(Number) as [number, number]),
  );
  expect(curves).toHaveLength(4);
  for (const points of curves) {
    expect(points).toHaveLength(3);
    points.forEach(([x, y], at) => {
      expect(x).toBeCloseTo(curves[0]![at]![0]);
      expect(y).toBeGreaterThanOrEqual(36);
      expect(y).toBeLessThanOrEqual(196);
      if (at > 0) expect(y).toBeGreaterThan(points[at - 1]![1]);
    });
  }
  // No errors are on the axis.
  expect(curves[0]![2]![1]).toBe(196);
});

test('draws a single measurement as a dot', () => {
  const svg = learningPlot([{ title: 'one', curves: [{ name: 'once', points: [{ answers: 60, errors: 15 }] }] }]);
  expect(svg).toMatch(/<circle class="t0" r="[\d.]+" cx="326" cy="[\d.]+"\/>/);
  expect(svg).not.toContain('<polyline');
});
