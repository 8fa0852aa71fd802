/** What a person said of pairs, and how likely their next answer is, in the words of the window. */
import type { Verdict } from '../../app/contract/contract.ts';
import { count, counted } from './numbers.ts';

export const verdictWords: Record<Verdict, string> = { same: 'The same', different: 'Different', skip: 'Skipped' };

/** How many answers of each kind there are. */
export interface VerdictCounts {
  same: number;
  different: number;
  skip: number;
}

/**
 * A probability is never a bare number: "About 80 of 100 such pairs are the same, by your 24 answers."
 * @param probability of "the same", 0 to 1. @param answers that stand behind it, skipped pairs not among them.
 */
export function likelihoodWords(probability: number, answers: number): string {
  const by =
    answers === 0
      ? 'as far as Twinlens knows without your answers'
      : `by your ${answers === 1 ? 'one answer' : counted(answers, 'answer')}`;
  return `${shareWords(probability)} the same, ${by}.`;
}

/** Steps of five are as fine as such an estimate is; where it is nearly sure, each one counts. */
function shareWords(probability: number): string {
  const share = Math.round(probability * 100);
  const rounded = share > 5 && share < 95 ? Math.round(share / 5) * 5 : share;
  if (rounded >= 100) return 'Nearly all such pairs are';
  if (rounded <= 0) return 'Hardly any such pair is';
  return `About ${rounded} of 100 such pairs are`;
}

/** "34 answers: 20 the same, 14 different; 3 skipped". */
export function answerWords({ same, different, skip }: VerdictCounts): string {
  const answers = same + different;
  const kinds = answers === 0 ? '' : `: ${count(same)} the same, ${count(different)} different`;
  return `${answers === 0 ? 'No answers yet' : counted(answers, 'answer')}${kinds}${skip > 0 ? `; ${count(skip)} skipped` : ''}`;
}

/** What was said of a group, for its Undo. */
export function confirmedWords(photos: number): string {
  return photos === 2 ? 'Noted: both are the same.' : `Noted: these ${count(photos)} are the same.`;
}

export function splitWords(name: string, others: number): string {
  return `Noted: ${name} is not the same as ${others === 1 ? 'the other' : `the other ${count(others)}`}.`;
}

/** Answers that wait for their way into the library. */
export function waitingWords(answers: number): string {
  return `${answers === 1 ? 'One answer is' : `${counted(answers, 'answer')} are`} not recorded yet. It is tried again until it works: leave this window open.`;
}

/** Of files with one content nothing can be said. */
export const identicalWords =
  'These are one file, byte for byte: there is nothing to tell apart. Mark one to go, or keep them all.';
