import { expect, test } from 'vitest';
import type { Relation } from '../../app/contract/contract.ts';
import { fewest, missingAnswers } from '../../app/learning/gate/gate.ts';
import { linearScale, ticks } from '../../renderer/plots/scale.ts';
import { Zoom } from '../../renderer/state/compare/zoom.svelte.ts';
import { answerWords, likelihoodWords } from '../../renderer/words/judgements.ts';
import { fewestAnswers, intervalWords, lossWords, measures, missingWords } from '../../renderer/words/learning.ts';
import { verifiedWords } from '../../renderer/words/relation.ts';

const relation: Relation = {
  score: 1,
  box: { left: 0, top: 0, width: 1, height: 1 },
  inside: 'a',
  turn: 0,
  mirrored: false,
  scale: 1,
  share: 1,
  agreement: 1,
  overlay: 0,
  gain: 1,
  saturation: 1,
  offset: 0,
  inliers: 0,
  framed: false,
};

test('a probability is told in pairs of a hundred, with the answers behind it', () => {
  expect(likelihoodWords(0.81, 24)).toBe('About 80 of 100 such pairs are the same, by your 24 answers.');
  expect(likelihoodWords(0.5, 1)).toBe('About 50 of 100 such pairs are the same, by your one answer.');
  expect(likelihoodWords(0.97, 3)).toMatch(/^About 97 of 100/);
  expect(likelihoodWords(0.999, 0)).toBe(
    'Nearly all such pairs are the same, as far as Twinlens knows without your answers.',
  );
  expect(likelihoodWords(0.001, 2)).toMatch(/^Hardly any such pair is the same/);
  // Never more sure than it is: only what rounds to none or all is told so.
  expect(likelihoodWords(0.006, 2)).toMatch(/^About 1 of 100/);
});

test('answers are counted by what they say', () => {
  expect(answerWords({ same: 20, different: 14, skip: 3 })).toBe('34 answers: 20 the same, 14 different; 3 skipped');
  expect(answerWords({ same: 0, different: 0, skip: 0 })).toBe('No answers yet');
});

test('what was verified is said in words', () => {
  const cropped = { ...relation, box: { left: 0.1, top: 0.1, width: 0.8, height: 0.7 } };
  expect(verifiedWords('similar', null)).toContain('nothing was verified');
  expect(verifiedWords('cropped', cropped)).toBe('Verified as the same picture: the first shows 56 % of the second.');
  expect(verifiedWords('cropped', { ...cropped, inside: 'b' })).toContain('the second shows 56 % of the first');
  expect(verifiedWords('cropped', { ...relation, turn: 90 })).toContain('the second is turned right by 90°');
  expect(verifiedWords('cropped', { ...relation, turn: 270 })).toContain('turned left by 90°');
  expect(verifiedWords('cropped', { ...relation, turn: -180 })).toContain('upside down');
  expect(verifiedWords('cropped', { ...relation, mirrored: true, turn: 180 })).toContain('mirrored top to bottom');
  expect(verifiedWords('edited', { ...relation, saturation: 0, offset: 30, gain: 0.7 })).toBe(
    'Verified as the same picture: in the same frame; the second is without its colours, brighter and of weaker contrast.',
  );
  expect(verifiedWords('edited', { ...relation, saturation: 20 })).toContain('in colour, which the first is not');
  expect(verifiedWords('edited', { ...relation, overlay: 0.12 })).toContain(
    '12 % of what both show differs, a caption',
  );
  expect(verifiedWords('edited', { ...relation, overlay: 0.28 })).toContain(
    '28 % of what both show differs, something',
  );
});

test('the window asks for as many answers as the core needs', () => {
  const { answers, ofEitherKind } = fewestAnswers;
  expect({ answers, ofEitherKind }).toEqual({ answers: fewest.answers, ofEitherKind: fewest.ofEitherKind });
  for (const [same, different] of [
    [0, 0],
    [19, 0],
    [20, 0],
    [4, 30],
    [5, 15],
    [15, 5],
  ] as const) {
    const labels = [...Array<true>(same).fill(true), ...Array<false>(different).fill(false)];
    const core = missingAnswers(
      labels.map((label) => ({ same: label })),
      fewest.components,
    );
    expect([same, different, missingWords({ same, different, skip: 9 }) === null]).toEqual([
      same,
      different,
      core === null,
    ]);
  }
  expect(missingWords({ same: 12, different: 7, skip: 0 })).toBe('One more answer, and there is enough to learn from.');
  expect(missingWords({ same: 2, different: 30, skip: 0 })).toContain('3 more “the same”');
});

test('a measure is told with its interval', () => {
  const [errors, recall] = measures;
  expect(intervalWords(errors!, { value: 91.4, low: 60, high: 130 })).toBe('91 (60–130)');
  expect(intervalWords(recall!, { value: 0.975, low: 0.917, high: 1 })).toBe('97.5 % (91.7–100)');
});

test('a loss that does not fall is not said to fall', () => {
  expect(lossWords([0.7, 0.4, 0.2])).toBe('The loss fell from 0.700 to 0.200 in 3 steps.');
  expect(lossWords([0.2, 0.3])).toContain('went from 0.200 to 0.300');
});

test('a scale maps the ends of a domain to those of its range, in either direction', () => {
  const scale = linearScale([10, 20], [100, 0]);
  expect([scale(10), scale(15), scale(20)]).toEqual([100, 50, 0]);
  expect(linearScale([3, 3], [0, 8])(3)).toBe(4);
});

test('ticks are round values within the domain', () => {
  expect(ticks([0, 633], 4)).toEqual([0, 200, 400, 600]);
  expect(ticks([0.506, 1], 4)).toEqual([0.6, 0.8, 1]);
  expect(ticks([0, 0.362], 3)).toEqual([0, 0.2]);
  expect(ticks([1, 40], 5)).toEqual([10, 20, 30, 40]);
  expect(ticks([5, 5], 4)).toEqual([5]);
});

test('what lies under the pointer stays there, and no edge comes into the frame', () => {
  const zoom = new Zoom();
  zoom.move(0.3, 0.3);
  expect([zoom.x, zoom.y]).toEqual([0, 0]);
  zoom.by(2, 0.25, -0.1);
  // A place p of the picture is drawn at x + scale × p.
  expect([zoom.x + 2 * 0.25, zoom.y + 2 * -0.1]).toEqual([0.25, -0.1]);
  zoom.move(9, -9);
  expect([zoom.x, zoom.y]).toEqual([0.5, -0.5]);
  zoom.by(100);
  expect(zoom.scale).toBe(8);
  zoom.by(1 / 100);
  expect([zoom.scale, Math.abs(zoom.x), Math.abs(zoom.y)]).toEqual([1, 0, 0]);
});
