import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { CopiesResult } from '../../bench/quality/copies.ts';
import { placeLabels } from '../../bench/quality/plot-labels.ts';
import { precisionRecallPlot } from '../../bench/quality/plot.ts';

/** A method that finds this share of the edits before it begins to be wrong. */
function method(name: string, share: number): CopiesResult {
  const steps = Array.from({ length: 200 }, (_, at) => {
    const recall = (at + 1) / 200;
    return { threshold: -recall, recall, precision: recall <= share ? 1 : 1 - (recall - share) / (1 - share) };
  });
  return { method: name, averagePrecision: share, recall: share, recallByEdit: {}, steps };
}

test('the plot names every method, in words that an SVG reader takes', async () => {
  const svg = precisionRecallPlot([method('best', 0.9), method('same & better', 0.9), method('worst', 0.3)]);
  const { width, height } = await sharp(Buffer.from(svg)).metadata();
  expect([width, height]).toEqual([720, 440]);
  for (const words of ['best (0.900)', 'same &amp; better (0.900)', 'worst (0.300)', 'Recall', 'Precision'])
    expect(svg).toContain(words);
});

test('names stand clear of each other, of every curve and of the edge', () => {
  const curves = [0.95, 0.94, 0.6, 0.58, 0.55].map((reach) => (level: number) => 600 * (reach - 0.1 * level));
  const widths = [180, 90, 120, 100, 150];
  const labels = placeLabels(curves, widths, { left: 0, right: 600 });
  labels.forEach(({ level, end, anchor }, at) => {
    const [from, to] = anchor === 'start' ? [end, end + widths[at]!] : [end - widths[at]!, end];
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeLessThanOrEqual(600);
    for (const curve of curves) expect(curve(level) < from || curve(level) > to).toBe(true);
    for (const other of labels.slice(0, at)) expect(Math.abs(other.level - level)).toBeGreaterThan(0.05);
  });
});
