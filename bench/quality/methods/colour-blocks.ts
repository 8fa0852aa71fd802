/** Colour blocks, as dupeGuru's picture mode compares them: the mean colours of 15 × 15 blocks, their mean difference. */
import { resize } from '../../../app/images/decode.ts';
import type { Baseline } from './baseline.ts';

const side = 15;

export const colourBlocks: Baseline = {
  name: 'RGB blocks 15×15',
  print: async (photo) => (await resize(photo, side, side)).data,
  /** Levels, 0 to 255. */
  distance: (a, b) => {
    let sum = 0;
    for (let at = 0; at < a.length; at++) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    return sum / a.length;
  },
};
