import { expect, test } from 'vitest';
import { restore, transform } from '../../../../app/vision/proof/cosine-transform.ts';

const block = Float64Array.from({ length: 64 }, (_, at) => 100 * Math.sin(at * 1.7) + (at % 5));

test('the cosine transform is that of the standard (ITU-T T.81, A.3.3)', () => {
  const found = block.slice();
  transform(found);
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 8; x++)
          sum +=
            block[y * 8 + x]! * Math.cos(((2 * x + 1) * u * Math.PI) / 16) * Math.cos(((2 * y + 1) * v * Math.PI) / 16);
      const scale = (u === 0 ? Math.SQRT1_2 : 1) * (v === 0 ? Math.SQRT1_2 : 1);
      expect(found[v * 8 + u]).toBeCloseTo((scale * sum) / 4, 9);
    }
});

test('and goes back to what it was', () => {
  const found = block.slice();
  transform(found);
  restore(found);
  found.forEach((value, at) => expect(value).toBeCloseTo(block[at]!, 9));
});
