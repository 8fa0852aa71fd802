import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { Verifier } from '../../../../app/pairs/verifier/verifier.ts';
import { paint } from '../../../photos.ts';

const photo = async (sha256: string, picture: Buffer) => {
  const { width, height } = await sharp(picture).metadata();
  return {
    sha256,
    thumbnail: picture,
    format: 'jpeg',
    width,
    height,
    orientation: 1,
    pages: 1,
    alpha: false,
    duration: null,
  };
};

test('threads that nobody asks end, and the next question is answered as before', async () => {
  const verifier = new Verifier(50);
  const whole = await paint(7, { width: 320, height: 240 }).jpeg({ quality: 95 }).toBuffer();
  const part = await sharp(whole).extract({ left: 60, top: 40, width: 200, height: 160 }).jpeg().toBuffer();
  const photos = [await photo('whole', whole), await photo('part', part)];
  const relate = () => verifier.relate({ photos, pairs: [{ a: 0, b: 1, isClose: true }] });
  const [first] = await relate();
  expect(first?.kind).toBe('cropped');
  expect(verifier.threads).toBeGreaterThan(0);
  await vi.waitUntil(() => verifier.threads === 0, { timeout: 5000 });
  expect(await relate()).toEqual([first]);
  // Many at once, and again while they may be ending.
  for (let round = 0; round < 5; round++) {
    expect(await Promise.all(Array.from({ length: 6 }, relate))).toEqual(Array.from({ length: 6 }, () => [first]));
    await new Promise((resolve) => setTimeout(resolve, 45 + 3 * round));
  }
  await verifier.close();
  await expect(relate()).rejects.toThrow('The verifier was closed.');
});
