/** What another version of what was learned would change, in words. */
import type { Output } from '../../app/contract/contract.ts';
import { count, counted } from './numbers.ts';

export function changeWords({ joined, parted }: Pick<Output<'head-changes'>, 'joined' | 'parted'>): string {
  const parts = [
    ...(joined.groups > 0 ? [`make ${counted(joined.groups, 'group')} of photos that are not together now`] : []),
    ...(parted.groups > 0 ? [`part ${counted(parted.groups, 'group')}`] : []),
  ];
  if (parts.length === 0) return 'It would change no group as they are now.';
  return `It would ${parts.join(' and ')}.`;
}

/** Standard normal deviate of a one-sided 95 % bound. */
const deviate = 1.645;

/** The least share that is right, with 95 % certainty (Wilson 1927). @param looked at least 1. */
export function leastRight(looked: number, right: number): number {
  const share = right / looked;
  const square = deviate ** 2;
  const centre = share + square / (2 * looked);
  const spread = deviate * Math.sqrt((share * (1 - share)) / looked + square / (4 * looked ** 2));
  return Math.max(0, (centre - spread) / (1 + square / looked));
}

/** What came of the pairs that a person looked at. */
export function auditWords(looked: number, right: number): string {
  if (looked === 0) return 'None of them is looked at yet.';
  const wrong = looked - right;
  const least = `So at least ${Math.floor(leastRight(looked, right) * 100)} of 100 changes are as you mean them, with 95 % certainty.`;
  if (wrong === 0) return `${count(looked)} looked at, all as you mean them. ${least}`;
  return `${count(looked)} looked at, ${count(wrong)} not as you mean ${wrong === 1 ? 'it' : 'them'}. ${least}`;
}
