import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { decode, fromPicture, resize, type Picture } from '../../../app/images/decode.ts';
import { findRelation } from '../../../app/pairs/verifier/find-relation.ts';
import type { Visible } from '../../../app/pairs/verifier/visible-photo.ts';
import { changeBy } from '../../../bench/quality/families/families.ts';
import type { Family } from '../../../bench/quality/families/family.ts';
import { generations } from '../../../bench/quality/families/generations.ts';
import { localTone } from '../../../bench/quality/families/local-tone.ts';
import { rephotographed } from '../../../bench/quality/families/rephotographed.ts';
import { surroundings } from '../../../bench/quality/families/surroundings.ts';
import { texture } from '../../../bench/quality/families/texture.ts';
import { thingsOnIt } from '../../../bench/quality/families/things.ts';
import { Chance } from '../../../bench/random.ts';
import { hasRealPhotos, heldOutPhotos } from '../../photos.ts';
import { see } from './see.ts';

/** Families that are tried on each photo, and how many of ten must be verified. */
const tried: [Family, number][] = [
  [localTone, 9],
  [texture, 8],
  [generations, 8],
  [thingsOnIt, 9],
  [surroundings, 9],
  [rephotographed, 9],
];

describe.skipIf(!hasRealPhotos)('edits that nobody named (skipped without the shared photos)', () => {
  let photos: Picture[];
  let originals: Visible[];

  beforeAll(async () => {
    const bytes = heldOutPhotos(10).map((path) => readFileSync(path));
    photos = await Promise.all(bytes.map((one) => decode(one, 1024, false)));
    originals = await Promise.all(bytes.map(see));
  });

  const changed = async (photo: Picture, family: Family, seed: string) =>
    see(
      await fromPicture(await changeBy([family], photo, new Chance(seed), [photo]))
        .jpeg({ quality: 85 })
        .toBuffer(),
    );

  test.each(tried.map(([family, least]) => ({ name: family.name, family, least })))(
    'are verified: $name',
    async ({ family, least }) => {
      let verified = 0;
      for (const [at, photo] of photos.entries()) {
        const edit = await changed(photo, family, `family ${at}`);
        if ((await findRelation(originals[at]!, edit)) !== null) verified++;
      }
      expect(verified).toBeGreaterThanOrEqual(least);
    },
  );

  test.each(tried.map(([family]) => ({ name: family.name, family })))(
    'make no two photos one, however alike they are dressed: $name',
    async ({ family }) => {
      // Of one size, so that the same things come to lie in the same places.
      const alike = await Promise.all(photos.slice(0, 7).map((photo) => resize(photo, 800, 600)));
      for (let at = 1; at < alike.length; at++) {
        const [one, other] = [
          await changed(alike[at - 1]!, family, `dressed ${at}`),
          await changed(alike[at]!, family, `dressed ${at}`),
        ];
        expect(await findRelation(one, other)).toBeNull();
      }
    },
  );
});
