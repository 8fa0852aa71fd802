import type { Kind } from '../../app/contract/contract.ts';

/** Every kind in the words of the window, strongest first. */
export const kindWords: Record<Kind, { label: string; reason: string }> = {
  identical: { label: 'Identical', reason: 'Same file, byte for byte' },
  'same-pixels': { label: 'Same pixels', reason: 'Same picture to the last pixel; only its stored details differ' },
  resized: { label: 'Resized', reason: 'Same picture, resized or re-compressed' },
  edited: { label: 'Edited', reason: 'Same picture with other colours, text, a filter or a border' },
  cropped: { label: 'Cropped', reason: 'Same picture, cropped, turned or mirrored' },
  similar: { label: 'Similar', reason: 'They look alike; not verified as the same picture' },
};

export const kindOrder = Object.keys(kindWords) as Kind[];

/** The contract's `bulkKinds`: copies of these kinds may go without being looked at one by one. */
export const bulkKinds = ['identical', 'same-pixels', 'resized'] as const satisfies readonly Kind[];
