import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode, fromPicture } from '../../../app/images/decode.ts';
import { findRelation } from '../../../app/pairs/verifier/find-relation.ts';
import { changeBy } from '../../../bench/quality/families/families.ts';
import { generations } from '../../../bench/quality/families/generations.ts';
import { texture } from '../../../bench/quality/families/texture.ts';
import { Chance } from '../../../bench/random.ts';
import { see } from './see.ts';

const photos = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'photos');

/** Other things of one make, from one side, on one ground: dozens of their features lie on one map. */
const pairs = [
  ['caltech/Motorbikes/image_0486.jpg', 'caltech/Motorbikes/image_0485.jpg'],
  ['caltech/Motorbikes/image_0751.jpg', 'caltech/Motorbikes/image_0750.jpg'],
  ['caltech/Motorbikes/image_0492.jpg', 'caltech/Motorbikes/image_0490.jpg'],
  ['caltech/airplanes/image_0319.jpg', 'caltech/airplanes/image_0327.jpg'],
  ['caltech/grand_piano/image_0024.jpg', 'caltech/grand_piano/image_0026.jpg'],
  ['caltech/watch/image_0044.jpg', 'caltech/watch/image_0045.jpg'],
  ['caltech/dollar_bill/image_0047.jpg', 'caltech/dollar_bill/image_0032.jpg'],
  ['clothing/ac2b8fd1-de2c-495c-9ab2-e4930d36e925.jpg', 'clothing/955d8981-bfcc-4bca-8289-2d3bd3987b11.jpg'],
  ['clothing/02341619-2fa3-42d4-bb5e-689518228e67.jpg', 'clothing/78b7da73-ca6c-4e99-b88d-a9f358e7f0f2.jpg'],
] as const;

describe.skipIf(!existsSync(photos))('things of one make (skipped without the shared photos)', () => {
  test.each(pairs)('%s and %s are two, also where one of them is worn', async (first, second) => {
    const [one, other] = [first, second].map((path) => readFileSync(join(photos, path))) as [Buffer, Buffer];
    const seen = await see(one);
    expect(await findRelation(seen, await see(other))).toBeNull();
    const picture = await decode(other, 1024, false);
    for (const family of [texture, generations]) {
      const worn = fromPicture(await changeBy([family], picture, new Chance(`worn ${second}`), [picture]));
      expect(await findRelation(seen, await see(await worn.jpeg({ quality: 80 }).toBuffer())), family.name).toBeNull();
    }
  });

  test('what lies beneath grain or hard compression is found all the same', async () => {
    let found = 0;
    for (const [path] of pairs) {
      const one = readFileSync(join(photos, path));
      const { width, height } = await sharp(one).metadata();
      const noise = { type: 'gaussian', mean: 0, sigma: 60 } as const;
      const grain = await sharp({ create: { width, height, channels: 3, background: '#000', noise } })
        .png()
        .toBuffer();
      const grainy = sharp(one).composite([{ input: grain, blend: 'add' }]);
      if ((await findRelation(await see(one), await see(await grainy.jpeg({ quality: 60 }).toBuffer()))) !== null)
        found++;
    }
    expect(found).toBeGreaterThanOrEqual(pairs.length - 2);
  });
});
