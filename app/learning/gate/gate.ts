/**
 * The gate: a new head or judge is kept only when it is better than the one in use, on answers that it has not seen, and
 * by more than chance.
 */
import { evaluatePairs } from './evaluate.ts';
import { Random } from '../random.ts';
import { countErrors, signFlipTest } from '../statistics.ts';
import type { Decision, Prediction } from '../types.ts';

/** Fewer tell nothing: of answers, of answers of either kind, and of groups of linked photos. */
export const fewest = { answers: 20, ofEitherKind: 5, components: 10 };
/**
 * Largest p at which fewer wrong answers, and better probabilities, are taken for more than chance. Questions are chosen by
 * what was answered before, which is kind to a model that learned from that: of 20 people who guessed 4 passed at 0.05.
 */
const levelOfErrors = 0.005;
const levelOfProbabilities = 0.01;

/**
 * Four conditions, of which each alone would now and then let chance pass, and which chance hardly ever meets together:
 * 1. There are enough answers, of both kinds, and they do not all hang together.
 * 2. The new one is wrong less often, by a one-sided sign-flip test over the groups of linked photos at 0.005. This
 *    refuses what only becomes surer of what was right already.
 * 3. Its probabilities are better by Brier's score (1950), by the same test at 0.01. This is the sharper of the two tests:
 *    it sees every answer and not only those on which the two disagree.
 * 4. It tells the two kinds apart at all: the 95 % interval of its area under the ROC curve lies above one half. This
 *    refuses what is only less sure of answers that nobody could foretell.
 *
 * What was learned from the same answers and more needs no proof that it is better: it follows where it is wrong no more
 * often and its probabilities are better, on the average. So what a person says later is not lost on them.
 * @param predictions of answers that neither of the two models was trained on.
 * @param what is gated, as the sentence shall call it. @param follows whether what is in use was learned from a part of the
 * same answers, and from at least `fewest`.
 */
export function decide(
  predictions: readonly Prediction[],
  what: 'head' | 'judge',
  seed: number,
  follows = false,
): Decision {
  const same = predictions.map((pair) => pair.same);
  const components = [...Map.groupBy(predictions, ({ component }) => component).values()];
  const random = new Random(seed);
  const gain = (of: (prediction: Prediction) => number) =>
    signFlipTest(
      components.map((pairs) => pairs.reduce((sum, prediction) => sum + of(prediction), 0)),
      random,
    );
  const errorsOf = (which: 'before' | 'after') =>
    countErrors(
      predictions.map((prediction) => prediction[which]),
      same,
    );
  const qualityOf = (which: 'before' | 'after') =>
    evaluatePairs(
      predictions.map((prediction) => ({ ...prediction, probability: prediction[which] })),
      seed,
    );
  const findings: Findings = {
    answers: predictions.length,
    components: components.length,
    errors: { before: errorsOf('before'), after: errorsOf('after') },
    before: qualityOf('before'),
    after: qualityOf('after'),
  };
  const missing = missingAnswers(predictions, components.length);
  const sharper = ({ before, after, same }: Prediction) => (before - Number(same)) ** 2 - (after - Number(same)) ** 2;
  const isProven = () =>
    findings.errors.after < findings.errors.before &&
    gain(({ before, after, same }) => error(before, same) - error(after, same)) <= levelOfErrors &&
    gain(sharper) <= levelOfProbabilities;
  const isNoWorse = () =>
    findings.errors.after <= findings.errors.before &&
    predictions.reduce((sum, prediction) => sum + sharper(prediction), 0) > 0;
  const isBetter = (follows ? isNoWorse() : isProven()) && findings.after.areaUnderCurve.low > 0.5;
  const accepted = missing === null && isBetter;
  return { accepted, sentence: missing ?? sentenceOf(findings, accepted, what), ...findings };
}

type Findings = Omit<Decision, 'accepted' | 'sentence'>;

function error(probability: number, same: boolean): number {
  return probability >= 0.5 === same ? 0 : 1;
}

/** What is missing before anything can be told, as a sentence; null when nothing is. */
export function missingAnswers(answers: readonly { same: boolean }[], components: number): string | null {
  const count = answers.length;
  const same = answers.filter((answer) => answer.same).length;
  const [rarer, ofRarer] = same < count - same ? ['same', same] : ['different', count - same];
  if (count < fewest.answers)
    return `There is too little to learn from yet: ${count} answers, and at least ${fewest.answers} are needed.`;
  if (ofRarer < fewest.ofEitherKind)
    return `There is too little to learn from yet: ${ofRarer} of ${count} answers are “${rarer}”, and at least ${fewest.ofEitherKind} are needed.`;
  if (components < fewest.components)
    return `There is too little to learn from yet: the ${count} answers are about ${components} groups of linked photos, and at least ${fewest.components} are needed. Answer about other photos.`;
  return null;
}

function sentenceOf({ answers, errors }: Findings, accepted: boolean, what: 'head' | 'judge'): string {
  const numbers = `on ${answers} answers that it had not seen, the new ${what} was wrong ${times(errors.after)}, the one in use ${times(errors.before)}`;
  if (accepted) return `What you taught holds: ${numbers}.`;
  if (errors.before === 0) return `There is nothing to gain: ${numbers}.`;
  return errors.after < errors.before
    ? `That may be chance: ${numbers}. The new ${what} was not kept; more answers will tell.`
    : `It was no better: ${numbers}. The new ${what} was not kept.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 0 ? 'never' : `${count} times`;
}
