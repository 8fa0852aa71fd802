import type { Kind, Spare } from '../../app/contract/contract.ts';

/** Every kind in the words of the window, strongest first. */
export const kindWords: Record<Kind, { label: string; reason: string }> = {
  identical: { label: 'Identical', reason: 'Same file, byte for byte' },
  'same-pixels': { label: 'Same pixels', reason: 'Same picture to the last pixel; only its stored details differ' },
  resized: { label: 'Resized', reason: 'Same picture, resized or re-compressed' },
  edited: { label: 'Edited', reason: 'Same picture with other colours, text, a filter or a border' },
  cropped: { label: 'Cropped', reason: 'Same picture, cropped, turned or mirrored' },
  burst: { label: 'Burst', reason: 'Another moment of the same occasion' },
  similar: { label: 'Similar', reason: 'They look alike; not verified as the same picture' },
};

export const kindOrder = Object.keys(kindWords) as Kind[];

/** A photo that belongs to its version by the person's word. */
export const saidWords = { label: 'You said: the same', reason: 'You said that these are the same picture' };

/** The contract's `bulkSpares`: copies of these kinds may go without being looked at one by one. */
export const bulkSpares = ['identical', 'same-pixels', 'resized', 'said'] as const satisfies readonly Spare[];

/** How a photo relates to the keeper of its version. */
export function relationWords({ kind, said }: { kind: Kind; said: boolean }): { label: string; reason: string } {
  return said ? saidWords : kindWords[kind];
}
