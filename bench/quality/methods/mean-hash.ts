/** Mean hash (Krawetz 2011, "Looks Like It"): which cells are lighter than the mean of all. */
import { bitsThatDiffer, luminance, packBits, type Baseline } from './baseline.ts';

const side = 16;

export const meanHash: Baseline = {
  name: 'mean hash 16×16',
  print: async (photo) => {
    const light = await luminance(photo, side, side);
    const mean = light.reduce((sum, value) => sum + value, 0) / light.length;
    return packBits(Array.from(light, (value) => value > mean));
  },
  distance: bitsThatDiffer,
};
