import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { vocabularyManifest } from '../../../../app/resources.ts';
import { leastAlikeScore, leastScore, PartIndex } from '../../../../app/vision/words/find-parts.ts';
import { packFeatures, unpackFeatures, type PackedFeatures } from '../../../../app/vision/words/packed-features.ts';
import { loadVocabulary } from '../../../../app/vision/words/vocabulary.ts';
import { hasRealPhotos, heldOutPhotos, type Pixels } from '../../../photos.ts';
import { featuresOf, paintedFeatures } from './painted-features.ts';

const vocabulary = loadVocabulary(vocabularyManifest());

test('packed features lie where they were seen, at their scale and angle', async () => {
  const features = await paintedFeatures(2);
  const { fine, coarse } = unpackFeatures(packFeatures(features, vocabulary));
  expect(fine.count + coarse.count).toBe(features.count);
  const [fineOnes, coarseOnes] = [2.4, Infinity].map((below, at) =>
    [...features.scale.keys()].filter((one) => features.scale[one]! < below && features.scale[one]! >= [0, 2.4][at]!),
  );
  for (const [list, from] of [
    [fine, fineOnes!],
    [coarse, coarseOnes!],
  ] as const) {
    expect(list.count).toBe(from.length);
    from.forEach((feature, at) => {
      const [x, y, angle, level] = list.places.subarray(at * 4, at * 4 + 4);
      expect(Math.abs((x! / 255) * 320 - features.x[feature]!)).toBeLessThan(0.7);
      expect(Math.abs((y! / 255) * 320 - features.y[feature]!)).toBeLessThan(0.7);
      const off = ((angle! / 256) * 2 * Math.PI - features.angle[feature]!) / (2 * Math.PI);
      expect(Math.abs(off - Math.round(off))).toBeLessThan(0.003);
      expect(1.25 ** level!).toBeCloseTo(features.scale[feature]!, 5);
      expect(list.bits[at * 2]).toBe(features.bits[feature * 8]);
      expect(list.bits[at * 2 + 1]).toBe(features.bits[feature * 8 + 1]);
    });
  }
});

test('a blob may start at any address', async () => {
  const blob = packFeatures(await paintedFeatures(3), vocabulary);
  const moved = new Uint8Array(blob.length + 3).subarray(3);
  moved.set(blob);
  expect(unpackFeatures(moved)).toEqual(unpackFeatures(blob));
});

test('a picture without features is part of nothing, and nothing of it', () => {
  const plain = unpackFeatures(
    packFeatures(featuresOf({ data: new Uint8Array(300 * 200 * 3), width: 300, height: 200 }), vocabulary),
  );
  expect(plain.fine.count + plain.coarse.count).toBe(0);
  const index = new PartIndex([plain], vocabulary.weights);
  expect([...index.partsOf(plain), ...index.wholesOf(plain)]).toEqual([]);
});

describe.skipIf(!hasRealPhotos)('of photos that nothing was tuned on (skipped without the shared photos)', () => {
  let photos: Pixels[];
  let wholes: PackedFeatures[];

  beforeAll(async () => {
    photos = await Promise.all(
      heldOutPhotos(60).map(async (path) => {
        const { data, info } = await sharp(readFileSync(path))
          .toColourspace('srgb')
          .removeAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true });
        return { data, width: info.width, height: info.height };
      }),
    );
    wholes = photos.map(packed);
  });

  function packed(pixels: Pixels): PackedFeatures {
    return unpackFeatures(packFeatures(featuresOf(pixels), vocabulary));
  }

  /** The middle of a photo, a share of either side, saved as a JPEG. */
  async function middle({ data, width, height }: Pixels, share: number): Promise<PackedFeatures> {
    const size = { width: Math.round(width * share), height: Math.round(height * share) };
    const box = { ...size, left: (width - size.width) >> 1, top: (height - size.height) >> 1 };
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .extract(box)
      .jpeg({ quality: 80 })
      .toBuffer();
    const { data: pixels } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    return packed({ data: pixels, ...size });
  }

  test.each([
    [0.6, 0.95],
    [0.35, 0.75],
  ])('a window of %d of each side is found in its photo before all others', async (share, least) => {
    const index = new PartIndex(wholes, vocabulary.weights);
    let found = 0;
    for (const [at, photo] of photos.entries()) {
      const [first] = index.wholesOf(await middle(photo, share)).sort((a, b) => b.score - a.score);
      if (first?.indexed === at) found++;
    }
    expect(found / photos.length).toBeGreaterThanOrEqual(least);
  });

  test('it makes no difference which of two photos is held against the other', async () => {
    for (const photo of photos.slice(0, 8)) {
      const part = await middle(photo, 0.5);
      const whole = packed(photo);
      const held = new PartIndex([whole], vocabulary.weights).wholesOf(part);
      const holding = new PartIndex([part], vocabulary.weights).partsOf(whole);
      expect(held.map(({ score }) => score)).toEqual(holding.map(({ score }) => score));
      expect(held[0]?.score ?? leastScore).toBeGreaterThanOrEqual(leastScore);
    }
  });

  /** What a photo app makes of light: a curve, a colour, dark corners. */
  async function filtered({ data, width, height }: Pixels): Promise<PackedFeatures> {
    const corners = `<svg width="${width}" height="${height}"><defs><radialGradient id="g"><stop offset="0.5" stop-opacity="0"/>
      <stop offset="1" stop-opacity="0.7"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
      .gamma(2.2)
      .tint('#c84')
      .composite([{ input: Buffer.from(corners) }])
      .jpeg({ quality: 80 })
      .toBuffer();
    const { data: pixels } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    return packed({ data: pixels, width, height });
  }

  test('a photo under another light is found before all others, and nothing else is taken for it', async () => {
    const index = new PartIndex(wholes, vocabulary.weights);
    let [found, others] = [0, 0];
    for (const [at, photo] of photos.entries()) {
      const alike = index.alikeTo(await filtered(photo), () => true).sort((a, b) => b.score - a.score);
      if (alike[0]?.indexed === at) found++;
      others += alike.filter(({ indexed }) => indexed !== at).length;
    }
    expect(found / photos.length).toBeGreaterThanOrEqual(0.9);
    expect(others / photos.length).toBeLessThan(0.5);
  });

  test('two that are alike score the same, whichever is indexed', async () => {
    for (const photo of photos.slice(0, 8)) {
      const [one, other] = [packed(photo), await filtered(photo)];
      const held = new PartIndex([one], vocabulary.weights).alikeTo(other, () => true);
      const holding = new PartIndex([other], vocabulary.weights).alikeTo(one, () => false);
      expect(held.map(({ score }) => score)).toEqual(holding.map(({ score }) => score));
      expect(held[0]?.score ?? leastAlikeScore).toBeGreaterThanOrEqual(leastAlikeScore);
    }
  });
});
