import { describe, expect, test } from 'vitest';
import { findFeatures } from '../../../../app/vision/verify/features.ts';
import { match } from '../../../../app/vision/verify/match-features.ts';
import { findConsensus } from '../../../../app/vision/verify/consensus.ts';
import { toGrey, type Grey } from '../../../../app/vision/verify/picture.ts';
import { turnOf } from '../../../../app/vision/verify/overlap.ts';
import { apply, determinant } from '../../../../app/vision/verify/transform.ts';
import { paint } from '../../../photos.ts';

async function grey(image: ReturnType<typeof paint>): Promise<Grey> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return toGrey(data, info.width, info.height);
}

const whole = () => paint(7, { width: 320, height: 240 });
const painted = async () => grey(whole());

function mapOf(a: Grey, b: Grey, mirrored: boolean) {
  const [featuresA, featuresB] = [findFeatures(a), findFeatures(b)];
  return findConsensus(featuresA, featuresB, match(featuresA, featuresB, mirrored), mirrored, b.width);
}

describe('features', () => {
  test('find a picture in itself, each where it is', async () => {
    const features = findFeatures(await painted());
    expect(features.count).toBeGreaterThan(100);
    const { a, b } = match(features, features, false);
    expect(a.length).toBeGreaterThan(features.count * 0.7);
    for (const [at, i] of a.entries()) {
      expect(features.x[b[at]!]).toBeCloseTo(features.x[i]!, 0);
      expect(features.y[b[at]!]).toBeCloseTo(features.y[i]!, 0);
    }
  });

  test('match a crop at another scale, by the map that was drawn', async () => {
    const crop = await grey(whole().extract({ left: 100, top: 60, width: 160, height: 120 }).resize(320, 240));
    const found = mapOf(crop, await painted(), false)!;
    expect(found.inliers).toBeGreaterThan(10);
    const middle = apply(found.transform, { x: 160, y: 120 });
    expect(Math.hypot(middle.x - 180, middle.y - 120)).toBeLessThan(3);
    expect(Math.sqrt(determinant(found.transform))).toBeCloseTo(0.5, 1);
  });

  test('match a turned picture and tell the turn', async () => {
    const turned = await grey(whole().rotate(30));
    const found = mapOf(await painted(), turned, false)!;
    expect(turnOf(found.transform)).toBeCloseTo(30, -0.3);
  });

  test('match a mirrored picture by exchanging halves of the description, and only so', async () => {
    const mirrored = await grey(whole().flop());
    const found = mapOf(await painted(), mirrored, true)!;
    expect(found.inliers).toBeGreaterThan(20);
    expect(determinant(found.transform)).toBeLessThan(0);
    const straight = mapOf(await painted(), mirrored, false);
    expect(straight?.inliers ?? 0).toBeLessThan(found.inliers / 3);
  });

  test('of a flat picture are none', () => {
    const flat = { data: new Uint8Array(320 * 240).fill(120), width: 320, height: 240 };
    expect(findFeatures(flat).count).toBe(0);
  });
});
