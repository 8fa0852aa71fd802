/** What was learned and how well, in the words of the window. */
import type { Head, Objective, Quality } from '../../app/contract/contract.ts';
import type { VerdictCounts } from './judgements.ts';
import { momentWords } from './dates.ts';
import { count, counted } from './numbers.ts';

/** The least that the core learns from: answers, and answers of either kind. Further answers make it more. */
export const fewestAnswers = { answers: 20, ofEitherKind: 5 };

/** @returns what is missing before learning can begin, as a sentence; null when there is enough. */
export function missingWords({ same, different }: VerdictCounts): string | null {
  const missing = fewestAnswers.answers - same - different;
  if (missing > 0)
    return missing === 1
      ? 'One more answer, and there is enough to learn from.'
      : `${count(missing)} more answers, and there is enough to learn from.`;
  const [rarer, ofRarer] = same < different ? ['the same', same] : ['different', different];
  const missingOfRarer = fewestAnswers.ofEitherKind - ofRarer;
  if (missingOfRarer > 0)
    return `It takes answers of both kinds: ${count(missingOfRarer)} more “${rarer}”, and there is enough to learn from.`;
  return null;
}

/** @param learned answers that were learned from. @param since answers that came later. */
export function enoughWords(learned: number, since: number): string {
  if (since <= 0) return 'All your answers were learned from.';
  return learned === 0 ? 'There is enough to learn from.' : `${counted(since, 'new answer')} to learn from.`;
}

/** One measure of how well pairs are told apart. */
export interface Measure {
  key: keyof Quality;
  name: string;
  meaning: string;
  /** Whether a smaller value is the better one. */
  smaller: boolean;
  unit: string;
  /** A value without its unit. */
  number: (value: number) => string;
}

const hundredths = (value: number) => (value * 100).toFixed(Number.isInteger(value) ? 0 : 1);

export const measures: readonly Measure[] = [
  {
    key: 'errorsPerThousand',
    name: 'Wrong in 1,000 pairs',
    meaning: 'The fewer, the better',
    smaller: true,
    unit: '',
    number: (value) => count(Math.round(value)),
  },
  {
    key: 'recall',
    name: 'Found at 99 of 100 right',
    meaning: 'Of what is the same, how much is found while 99 of 100 found are right (recall at 99 % precision)',
    smaller: false,
    unit: ' %',
    number: hundredths,
  },
  {
    key: 'areaUnderCurve',
    name: 'Told apart',
    meaning: 'How often, of a pair that is the same and one that is not, the right one is ranked first (AUC)',
    smaller: false,
    unit: ' %',
    number: hundredths,
  },
];

/** "91 (60–130)": a value with its 95 % confidence interval. */
export function intervalWords({ number, unit }: Measure, { value, low, high }: Quality['recall']): string {
  return `${number(value)}${unit} (${number(low)}–${number(high)})`;
}

/** Whether there were answers to measure it on: no ranking at all is worse than every ranking. */
export function isMeasured({ areaUnderCurve }: Quality): boolean {
  return areaUnderCurve.high > 0;
}

export const objectiveWords: Record<Objective, string> = {
  contrastive: 'contrastive loss',
  triplet: 'triplet loss',
  arcface: 'ArcFace',
  cosface: 'CosFace',
  sphereface: 'SphereFace',
};

/** A version of what was learned: what it is, and when and from what it came. */
export function versionWords({ version, objective, labels, learnedAt }: Head): { name: string; from: string } {
  if (version === 0) return { name: 'As shipped', from: 'What Twinlens knows before you teach it' };
  const how = objective === null ? 'the judge alone' : `head by ${objectiveWords[objective]}, and judge`;
  return {
    name: `Version ${version}`,
    from: `${learnedAt === null ? '' : `${momentWords(learnedAt)} · `}from ${counted(labels, 'answer')} · ${how}`,
  };
}

/** What a version gained when it was learned; nothing for what ships. */
export function gainWords({ heldOut }: Head): string {
  if (heldOut === null) return '';
  const [before, after] = [heldOut.before, heldOut.after].map(({ errorsPerThousand }) =>
    count(Math.round(errorsPerThousand.value)),
  );
  return `Wrong in 1,000 unseen pairs: ${after}, before it ${before}`;
}

/** The loss, for who does not see its curve. */
export function lossWords(losses: readonly number[]): string {
  const [first, last] = [losses[0] ?? 0, losses.at(-1) ?? 0];
  const verb = last < first ? 'fell' : 'went';
  return `The loss ${verb} from ${first.toFixed(3)} to ${last.toFixed(3)} in ${counted(losses.length, 'step')}.`;
}
