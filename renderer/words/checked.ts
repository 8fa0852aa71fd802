/** What came of holding a folder against the library, in words. */
import type { CheckReport, CheckState } from '../../app/contract/contract.ts';
import { count, counted } from './numbers.ts';

/** From what is had to what is new: what stands in the library for a photo. */
export const stateWords: Record<CheckState, { label: string; meaning: string }> = {
  copy: { label: 'You have it', meaning: 'The library has this very file, or a proven copy of it that is as good.' },
  larger: { label: 'You have it larger', meaning: 'The library has a larger version of this picture.' },
  lesser: { label: 'You have it worse', meaning: 'This is better than the copy that the library has.' },
  edited: { label: 'Edited there', meaning: 'The library has an edited or cropped version, and not this one.' },
  similar: { label: 'Similar there', meaning: 'The library has something that looks like it. That is another photo.' },
  nothing: { label: 'New', meaning: 'The library has nothing like it.' },
};

export const checkStates = Object.keys(stateWords) as CheckState[];

/** As a sentence: "You have 3 of these 12 photos; 9 are missing." */
export function checkWords({ checked, states, unreadable, interrupted }: CheckReport): string {
  const missing = checked - states.copy;
  const unread = unreadable === 0 ? '' : ` ${counted(unreadable, 'file')} could not be read.`;
  const stopped = interrupted ? ' It was stopped before its end.' : '';
  if (checked === 0) return `There are no photos in it.${unread}${stopped}`;
  if (missing === 0) return `You have all ${count(checked)} of these photos.${unread}${stopped}`;
  return `You have ${count(states.copy)} of these ${counted(checked, 'photo')}; ${count(missing)} ${missing === 1 ? 'is' : 'are'} missing.${unread}${stopped}`;
}
