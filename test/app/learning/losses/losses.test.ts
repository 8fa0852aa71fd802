import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../../app/learning/head/backend.ts';
import { losses } from '../../../../app/learning/losses/losses.ts';
import { scale } from '../../../../app/learning/losses/margin-softmax.ts';
import { objectives, type Objective } from '../../../../app/learning/types.ts';
import { differencesOf, expectSlopes, randomLines, slopesOf, valueOf, type Line } from './comparisons.ts';

beforeAll(startBackend);

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const distance = (cosine: number) => Math.sqrt(2 - 2 * cosine);

/** The papers' equations as plain loops in double precision. */
const plain: Record<Objective, (lines: readonly Line[], margin: number) => number> = {
  contrastive: (lines, margin) =>
    mean(
      lines.map(({ positive, negatives }) => {
        let sum = 0.5 * distance(positive) ** 2;
        for (const negative of negatives) sum += 0.5 * Math.max(0, margin - distance(negative)) ** 2;
        return sum;
      }),
    ),
  triplet: (lines, margin) =>
    mean(
      lines.map(({ positive, negatives }) => {
        let sum = 0;
        for (const negative of negatives)
          sum += Math.max(0, distance(positive) ** 2 - distance(negative) ** 2 + margin);
        return sum;
      }),
    ),
  arcface: softmaxOf((cosine, margin) => {
    const angle = Math.acos(cosine);
    return angle + margin < Math.PI ? Math.cos(angle + margin) : cosine - margin * Math.sin(margin);
  }),
  cosface: softmaxOf((cosine, margin) => cosine - margin),
  sphereface: softmaxOf((cosine, margin) => {
    const angle = Math.acos(cosine);
    let k = 0;
    while (angle > ((k + 1) * Math.PI) / margin) k++;
    return (-1) ** k * Math.cos(margin * angle) - 2 * k;
  }),
};

function softmaxOf(psi: (cosine: number, margin: number) => number) {
  return (lines: readonly Line[], margin: number) =>
    mean(
      lines.map(({ positive, negatives }) => {
        const own = scale * psi(positive, margin);
        const logits = [own, ...negatives.map((negative) => scale * negative)];
        const largest = Math.max(...logits);
        return Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) + largest - own;
      }),
    );
}

const margins: Record<Objective, number[]> = {
  contrastive: [0.5, 1, 1.4],
  triplet: [0.1, 0.3, 1],
  arcface: [0, 0.3, 0.5, 1.2],
  cosface: [0, 0.2, 0.35],
  sphereface: [1, 1.35, 2, 4],
};

describe.each(objectives)('%s', (objective) => {
  const loss = losses[objective];

  test.each(margins[objective])('is what plain loops give, margin %d', (margin) => {
    for (const seed of [1, 2, 3]) {
      const lines = randomLines(seed);
      const wanted = plain[objective](lines, margin);
      expect(Math.abs(valueOf(loss, lines, margin) - wanted)).toBeLessThan(1e-5 * Math.max(1, wanted));
    }
  });

  test.each(margins[objective])('has the slopes that finite differences give, margin %d', (margin) => {
    for (const seed of [4, 5, 6]) {
      const lines = randomLines(seed);
      const wanted = differencesOf((moved) => plain[objective](moved, margin), lines);
      expectSlopes(slopesOf(loss, lines, margin), wanted, (found, slope) =>
        expect(Math.abs(found - slope)).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope))),
      );
    }
  });

  test('keeps its value and slopes finite where vectors are one or opposite', () => {
    const poles = [-1, 1].flatMap((positive) =>
      [-1, 1].map((negative) => ({ positive, negatives: [negative, 0.5, negative] })),
    );
    for (const margin of margins[objective]) {
      expect(valueOf(loss, poles, margin)).not.toBeNaN();
      expect(Number.isFinite(valueOf(loss, poles, margin))).toBe(true);
      expectSlopes(slopesOf(loss, poles, margin), poles, (found) => expect(Number.isFinite(found)).toBe(true));
    }
  });

  test('falls when the positive comes nearer, and when a negative goes away', () => {
    const margin = margins[objective].at(-1)!;
    const at = (positive: number, negative: number) => valueOf(loss, [{ positive, negatives: [negative] }], margin);
    expect(at(0.8, 0.7)).toBeLessThan(at(0.6, 0.7));
    expect(at(0.6, 0.5)).toBeLessThan(at(0.6, 0.7));
  });
});

describe('at their limits', () => {
  test('the margin losses without a margin are the normalised softmax', () => {
    for (const seed of [7, 8]) {
      const lines = randomLines(seed);
      const wanted = softmaxOf((cosine) => cosine)(lines, 0);
      expect(valueOf(losses.arcface, lines, 0)).toBeCloseTo(wanted, 5);
      expect(valueOf(losses.cosface, lines, 0)).toBeCloseTo(wanted, 5);
      expect(valueOf(losses.sphereface, lines, 1)).toBeCloseTo(wanted, 5);
    }
  });

  test('what maps every photo to one point pays exactly the margin', () => {
    const collapsed = Array.from({ length: 5 }, () => ({ positive: 1, negatives: [1] }));
    for (const margin of [0.1, 0.3, 1]) {
      expect(valueOf(losses.triplet, collapsed, margin)).toBeCloseTo(margin, 6);
      expect(valueOf(losses.contrastive, collapsed, margin)).toBeCloseTo(margin ** 2 / 2, 6);
    }
    // With one other class at the same point: ln(1 + e^{s·(1 − ψ(0))}).
    expect(valueOf(losses.cosface, collapsed, 0.2)).toBeCloseTo(Math.log(1 + Math.exp(scale * 0.2)), 5);
    expect(valueOf(losses.arcface, collapsed, 0.3)).toBeCloseTo(Math.log(1 + Math.exp(scale * (1 - Math.cos(0.3)))), 5);
    expect(valueOf(losses.sphereface, collapsed, 2)).toBeCloseTo(Math.log(2), 5);
  });

  test('an anchor without negatives costs nothing but its distance to its positive', () => {
    const alone = [{ positive: 0.5, negatives: [] }];
    expect(valueOf(losses.contrastive, alone, 1)).toBeCloseTo(0.5, 6);
    for (const objective of ['triplet', 'arcface', 'cosface', 'sphereface'] as const)
      expect(valueOf(losses[objective], alone, 1.2)).toBeCloseTo(0, 6);
  });

  test('SphereFace falls with the angle all the way, across the seams of its pieces', () => {
    let last = 0;
    for (let angle = 0.05; angle < Math.PI - 0.01; angle += 0.05) {
      const now = valueOf(losses.sphereface, [{ positive: Math.cos(angle), negatives: [0.99] }], 4);
      expect(now).toBeGreaterThan(last);
      last = now;
    }
  });
});
