/** What the commands that learn say to a person. */
import type { JudgedPhoto, LearnReport, Output, Quality, Question } from '../../app/contract/contract.ts';
import { duration } from './progress.ts';
import { counted, kindWords } from './words.ts';

const linesShown = 20;

export function judgementsWords({ judgements, contradictions }: Output<'judgements'>): string {
  const lines = judgements
    .slice(0, linesShown)
    .map(({ a, b, verdict }) => `${verdict.padEnd(9)}  ${photoWords(a)}  ${photoWords(b)}`);
  if (judgements.length > linesShown)
    lines.push(`… and ${judgements.length - linesShown} more (--json names them all)`);
  for (const { a, b, path } of contradictions)
    lines.push(
      `${photoWords(a)} and ${photoWords(b)} were called different, but these are called the same one after the other:`,
      ...path.map((photo) => `  ${photoWords(photo)}`),
      'Label one of these pairs anew.',
    );
  return lines.length === 0
    ? 'No pair has been judged yet. “suggest” lists pairs that are worth it.'
    : lines.join('\n');
}

export function suggestWords(pairs: readonly Question[]): string {
  if (pairs.length === 0)
    return 'There is no pair worth a question: scan more photos, or the photos are told apart well enough.';
  return [
    ...pairs.map(
      ({ a, b, kind, probability }) =>
        `${a.path}\n${b.path}\n  ${kindWords[kind]}; ${Math.round(probability * 100)} % the same, as far as is known\n`,
    ),
    'Answer with: label A B same, or: label A B different',
  ].join('\n');
}

export function learnWords({ sentence, version, accepted, used, seconds }: LearnReport): string {
  return [
    sentence,
    used
      ? `It is version ${version}, in use from now on. To go back: heads --use ${version - 1}`
      : accepted
        ? `It is version ${version}, and not in use yet: heads --use ${version}`
        : `Version ${version} stays in use.`,
    `(${duration(seconds)})`,
  ].join('\n');
}

export function headsWords({ heads }: Output<'heads'>): string {
  return heads
    .map(({ version, objective, labels, heldOut, learnedAt, active }) => {
      const facts =
        heldOut === null
          ? 'ships with Twinlens'
          : `${objective ?? 'the judge alone'}, ${labels} answers, ${learnedAt ?? ''}; of 1,000 unseen pairs ${errors(heldOut.before)} wrong before, ${errors(heldOut.after)} after`;
      return `${active ? '*' : ' '} ${version}  ${facts}`;
    })
    .join('\n');
}

/** What a version would change. */
export function changesWords({ joined, parted, samples }: Output<'head-changes'>): string {
  if (joined.groups === 0 && parted.groups === 0) return 'It would change no group as they are now.';
  return [
    ...samples.map(({ a, b, joined: isJoined }) => `${isJoined ? 'join' : 'part'}  ${a.path}\n      ${b.path}`),
    `It would join ${counted(joined.groups, 'group')} anew (${counted(joined.pairs, 'pair')} of photos) and part ${counted(parted.groups, 'group')} (${counted(parted.pairs, 'pair')}).`,
    ...(samples.length > 0
      ? ['The pairs above were drawn by chance. Say of each what it is with: label A B same, or: label A B different']
      : []),
  ].join('\n');
}

function errors({ errorsPerThousand: { value } }: Quality): string {
  return value.toFixed(0);
}

function photoWords({ sha256, path }: JudgedPhoto): string {
  return path ?? `(a photo that is not here now, ${sha256.slice(0, 8)})`;
}
