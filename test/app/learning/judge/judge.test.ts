import { describe, expect, test } from 'vitest';
import { evidenceOf, evidenceRows, features, type Observation } from '../../../../app/learning/judge/evidence.ts';
import { fitPosterior, logitOf, type Prior } from '../../../../app/learning/judge/judge-fit.ts';
import { Judge, type JudgePrior } from '../../../../app/learning/judge/judge.ts';
import { logistic } from '../../../../app/learning/statistics.ts';
import { shippedJudge } from '../../../../app/lessons/learned.ts';
import { random } from '../../grouping/random.ts';
import { observation, randomPairs, stranger } from '../observations.ts';

/** "Verified is the same." */
const prior: JudgePrior = {
  version: 'test-1',
  ideas: shippedJudge().ideas,
  weights: features.map(({ name }) => ({
    feature: name,
    weight: { 'any pair': -3, 'a copy': 7, edited: 6, cropped: 6 }[name] ?? 0,
  })),
};
const isVerified = ({ kind }: Observation) => kind !== null;
/** A person to whom recoloured copies are others. */
const isSameTone = (pair: Observation) => isVerified(pair) && pair.measured?.gain === 1;

const errorsOf = (judge: Judge, pairs: readonly Observation[], says: (pair: Observation) => boolean) =>
  pairs.filter((pair) => judge.probability(pair) >= 0.5 !== says(pair)).length / pairs.length;
const adapted = (pairs: readonly Observation[], says: (pair: Observation) => boolean) =>
  Judge.adapted(
    prior,
    pairs.map((pair) => ({ pair, same: says(pair) })),
  );

describe('the fit', () => {
  const size = 4;
  const next = random(7);
  const rows = Float64Array.from({ length: 60 * size }, (_, at) => (at % size === 0 ? 1 : 2 * next() - 1));
  const targets = Float64Array.from({ length: 60 }, (_, row) => Number((rows[row * size + 1] ?? 0) + next() > 0.5));
  const shaped: Prior = { means: Float64Array.of(0.5, -1, 0, 2), deviations: Float64Array.of(2, 1, 0.5, 3) };

  /** Minus the logarithm of the posterior, by its formula. */
  const loss = (weights: readonly number[]) => {
    let sum = 0;
    targets.forEach((target, row) => {
      const p = 1 / (1 + Math.exp(-weights.reduce((logit, weight, at) => logit + weight * rows[row * size + at]!, 0)));
      sum -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    });
    return weights.reduce(
      (all, weight, at) => all + ((weight - shaped.means[at]!) / shaped.deviations[at]!) ** 2 / 2,
      sum,
    );
  };
  const moved = (weights: Float64Array, ...moves: [number, number][]) =>
    [...weights].map((weight, at) => moves.reduce((value, [place, by]) => (place === at ? value + by : value), weight));

  test('finds the minimum: no weight can be moved to lessen the loss', () => {
    const { means } = fitPosterior({ rows, targets }, shaped);
    for (let at = 0; at < size; at++) {
      const slope = (loss(moved(means, [at, 1e-4])) - loss(moved(means, [at, -1e-4]))) / 2e-4;
      expect(slope).toBeCloseTo(0, 5);
    }
  });

  test('knows how sure it is: the inverse of the curvature', () => {
    const { means, covariance } = fitPosterior({ rows, targets }, shaped);
    const step = 1e-3;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        let entry = 0;
        for (let k = 0; k < size; k++) {
          const curvature =
            (loss(moved(means, [i, step], [k, step])) -
              loss(moved(means, [i, step], [k, -step])) -
              loss(moved(means, [i, -step], [k, step])) +
              loss(moved(means, [i, -step], [k, -step]))) /
            (4 * step ** 2);
          entry += curvature * covariance[k * size + j]!;
        }
        expect(entry).toBeCloseTo(Number(i === j), 4);
      }
  });

  test('knows how likely the prior makes the answers: the integral over the weights', () => {
    // Of two weights the integral can be taken by summing over a fine grid.
    const two = Float64Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 1 : (rows[at] ?? 0)));
    const said = targets.subarray(0, 12);
    const [means, deviations] = [Float64Array.of(0.2, -0.4), Float64Array.of(0.8, 1.2)];
    let sum = 0;
    const step = 0.05;
    for (let u = -6; u <= 6; u += step)
      for (let v = -6; v <= 6; v += step) {
        let logarithm = -((u - 0.2) ** 2) / 2 / 0.64 - (v + 0.4) ** 2 / 2 / 1.44 - Math.log(2 * Math.PI * 0.8 * 1.2);
        said.forEach((target, row) => {
          const p = 1 / (1 + Math.exp(-(u * two[2 * row]! + v * two[2 * row + 1]!)));
          logarithm += target * Math.log(p) + (1 - target) * Math.log(1 - p);
        });
        sum += Math.exp(logarithm) * step ** 2;
      }
    expect(fitPosterior({ rows: two, targets: said }, { means, deviations }).evidence).toBeCloseTo(Math.log(sum), 1);
  });

  test('is the prior where there are no answers', () => {
    const { means, covariance } = fitPosterior({ rows: new Float64Array(0), targets: new Float64Array(0) }, shaped);
    expect(means).toEqual(shaped.means);
    shaped.deviations.forEach((deviation, at) => expect(covariance[at * size + at]).toBeCloseTo(deviation ** 2));
  });

  test('ends at finite weights where answers could be parted without any error, and far from the prior', () => {
    const parted = Float64Array.from(targets, (_, row) => Number((rows[row * size + 1] ?? 0) > 0));
    const far: Prior = { means: Float64Array.of(0, -200, 0, 0), deviations: new Float64Array(size).fill(50) };
    const { means } = fitPosterior({ rows, targets: parted }, far);
    expect(means.every(Number.isFinite)).toBe(true);
    parted.forEach((target, row) => expect(logistic(logitOf(means, rows, row)) > 0.5).toBe(target === 1));
  });

  test('refuses rows that do not fit', () => {
    expect(() => fitPosterior({ rows, targets: targets.subarray(1) }, shaped)).toThrow(RangeError);
  });
});

describe('a judge', () => {
  const heldOut = randomPairs(600, 99);

  test('without answers is the shipped one', () => {
    const judge = Judge.adapted(prior, []);
    expect(judge.answers).toBe(0);
    expect(judge.probability(observation())).toBeCloseTo(logistic(3), 10);
    expect(judge.probability(stranger())).toBeCloseTo(logistic(-3), 10);
    expect([...judge.probabilities(evidenceRows([observation(), stranger()]))]).toEqual(
      [observation(), stranger()].map((pair) => judge.probability(pair)),
    );
  });

  test('learns what a person counts as the same', () => {
    const before = errorsOf(Judge.adapted(prior, []), heldOut, isSameTone);
    const judge = adapted(randomPairs(60, 1), isSameTone);
    expect(before).toBeGreaterThan(0.1);
    expect(errorsOf(judge, heldOut, isSameTone)).toBeLessThan(before / 4);
    expect(judge.answers).toBe(60);
  });

  test('is not harmed by a few answers that say what it knew, nor by one in twenty that is wrong', () => {
    let slipped = 0;
    for (let seed = 1; seed <= 20; seed++) {
      expect(errorsOf(adapted(randomPairs(5, seed), isVerified), heldOut, isVerified)).toBe(0);
      const pairs = randomPairs(60, seed);
      const slips = new Set(pairs.slice(0, 3));
      const said = (pair: Observation) => isVerified(pair) !== slips.has(pair);
      slipped += errorsOf(adapted(pairs, said), heldOut, isVerified) / 20;
    }
    expect(slipped).toBeLessThan(0.03);
  });

  test('may leave the prior the further, the more answers say so', () => {
    const moved = (judge: Judge) =>
      Math.max(...prior.weights.map(({ weight }, at) => Math.abs(judge.weights[at]! - weight)));
    // Recoloured pairs, each called different: the first few cannot turn everything around.
    const recoloured = randomPairs(600, 6).filter((pair) => isVerified(pair) && !isSameTone(pair));
    const after = [0, 2, 5, 10, 20, 40].map((count) => moved(adapted(recoloured.slice(0, count), isSameTone)));
    expect(after[0]).toBe(0);
    after.slice(1).forEach((distance, at) => expect(distance).toBeGreaterThan(after[at]!));
    expect(after[1]).toBeLessThan((2 / 3) * after[5]!);
    expect(after[5]).toBeGreaterThan(2);
  });

  test('leaves open, for what to ask, all that the last idea leaves open', () => {
    const { deviation } = prior.ideas.at(-1)!;
    expect(Math.max(...Judge.adapted(prior, []).covariance)).toBeCloseTo(deviation ** 2, 6);
    expect(Math.max(...adapted(randomPairs(2, 1), isVerified).covariance)).toBeCloseTo(deviation ** 2, 0);
  });

  test('moves the weights of one idea far, and those of the others hardly', () => {
    const judge = adapted(randomPairs(60, 1), isSameTone);
    const moved = (name: string) => {
      const at = features.findIndex((feature) => feature.name === name);
      return Math.abs(judge.weights[at]! - prior.weights[at]!.weight);
    };
    expect(moved('other contrast') + moved('other brightness')).toBeGreaterThan(3);
    expect(Math.max(moved('mirrored'), moved('turned'), moved('same moment'), moved('other size'))).toBeLessThan(0.5);
  });

  test('weighs the ideas by their shares, where the answers say nothing of them', () => {
    const [nothing, ...others] = prior.ideas;
    const pairs = randomPairs(60, 1).map((pair) => ({ pair, same: isSameTone(pair) }));
    const stubborn = { ...prior, ideas: [{ ...nothing!, share: 1e60 }, ...others] };
    const far = (judge: Judge) => Math.hypot(...judge.weights.map((weight, at) => weight - prior.weights[at]!.weight));
    expect(far(Judge.adapted(stubborn, pairs))).toBeLessThan(far(Judge.adapted(prior, pairs)) / 3);
  });

  test('is the same whatever the order of the answers', () => {
    const pairs = randomPairs(40, 3);
    const there = adapted(pairs, isSameTone);
    const back = adapted(pairs.toReversed(), isSameTone);
    there.weights.forEach((weight, at) => expect(back.weights[at]).toBeCloseTo(weight, 6));
  });

  test('is surer of what was asked about', () => {
    const recoloured = randomPairs(200, 5).find((pair) => pair.measured !== null && pair.measured.gain !== 1)!;
    const variance = ({ covariance }: Judge) => {
      const row = evidenceOf(recoloured);
      return row.reduce(
        (sum, x, i) => sum + row.reduce((inner, y, j) => inner + x * y * covariance[i * row.length + j]!, 0),
        0,
      );
    };
    expect(variance(adapted(randomPairs(60, 1), isSameTone))).toBeLessThan(variance(Judge.adapted(prior, [])) / 4);
  });

  test('refuses a prior that was learnt for other evidence', () => {
    const other = { ...prior, weights: prior.weights.toReversed() };
    expect(() => Judge.adapted(other, [])).toThrow(/test-1 was learnt for other evidence/);
    expect(() => Judge.adapted({ ...prior, weights: prior.weights.slice(1) }, [])).toThrow(RangeError);
    const idea = { ...prior.ideas[0]!, features: ['smell'] };
    expect(() => Judge.adapted({ ...prior, ideas: [idea] }, [])).toThrow(RangeError);
  });
});
