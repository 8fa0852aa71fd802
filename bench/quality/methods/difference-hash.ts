/** dHash (Krawetz 2013, "Kind of Like That"): whether it gets lighter from one cell of a row to the next. */
import { bitsThatDiffer, luminance, packBits, type Baseline } from './baseline.ts';

const side = 16;

export const differenceHash: Baseline = {
  name: 'dHash 16×16',
  print: async (photo) => {
    const light = await luminance(photo, side + 1, side);
    return packBits(
      Array.from({ length: side * side }, (_, at) => {
        const cell = Math.floor(at / side) * (side + 1) + (at % side);
        return (light[cell + 1] ?? 0) > (light[cell] ?? 0);
      }),
    );
  },
  distance: bitsThatDiffer,
};
