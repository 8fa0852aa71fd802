import { expect, test } from 'vitest';
import type { Picture } from '../../app/images/decode.ts';
import { changeBy, families } from '../../bench/quality/families/families.ts';
import { Chance } from '../../bench/random.ts';
import { paintedPixels } from '../photos.ts';

const painted = async (seed: number): Promise<Picture> => {
  const { data, width, height } = await paintedPixels(seed, { width: 240, height: 180 });
  return { data: new Uint8Array(data), width, height };
};

test.each(families.map((family) => [family.name, family] as const))(
  '%s: a whole picture that differs, by its seed alone',
  async (_, family) => {
    const [photo, other] = [await painted(1), await painted(2)];
    const make = (seed: string) => changeBy([family], photo, new Chance(seed), [other]);
    const seen = new Set<string>();
    for (let seed = 0; seed < 6; seed++) {
      const made = await make(`seed ${seed}`);
      expect(made.data.length).toBe(made.width * made.height * 3);
      expect(Math.min(made.width, made.height)).toBeGreaterThan(20);
      expect(Buffer.from(made.data).equals(photo.data)).toBe(false);
      expect(await make(`seed ${seed}`)).toEqual(made);
      seen.add(Buffer.from(made.data).toString('base64'));
    }
    expect(seen.size).toBe(6);
  },
);

test('families follow each other', async () => {
  const photo = await painted(1);
  const [first, second] = families;
  const made = await changeBy([first!, second!], photo, new Chance('both'), [photo]);
  const chance = new Chance('both');
  expect(made).toEqual(await second!.change(await first!.change(photo, chance, [photo]), chance, [photo]));
});
