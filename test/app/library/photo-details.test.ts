import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hasRealPhotos, paint, realPhoto, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('how a part lies on the whole is told from either side, and nothing of two that have nothing to do with each other', async () => {
  const whole = await paint(31, { width: 1200, height: 900 }).jpeg({ quality: 95 }).toBuffer();
  const part = await sharp(whole).extract({ left: 300, top: 90, width: 720, height: 630 }).jpeg().toBuffer();
  const other = await paint(32).jpeg().toBuffer();
  const folder = join(root, 'parts');
  await writeFiles(folder, { 'whole.jpg': whole, 'part.jpg': part, 'other.jpg': other });
  await withLibrary(join(root, 'parts library'), async (library) => {
    await scan(library, folder);
    const relation = async (a: Buffer, b: Buffer) =>
      (await library.call('relation', { a: hash(a), b: hash(b) })).relation;
    const [there, back] = [await relation(part, whole), await relation(whole, part)];
    expect([there?.inside, back?.inside]).toEqual(['a', 'b']);
    for (const box of [there?.box, back?.box]) {
      expect(box?.left).toBeCloseTo(0.25, 1.5);
      expect(box?.top).toBeCloseTo(0.1, 1.5);
      expect(box?.width).toBeCloseTo(0.6, 1.5);
      expect(box?.height).toBeCloseTo(0.7, 1.5);
    }
    expect((there?.scale ?? 0) * (back?.scale ?? 0)).toBeCloseTo(1, 6);
    expect(await relation(whole, other)).toBeNull();
    expect(await relation(whole, whole)).toBeNull();
    // One that the library does not know.
    expect(await relation(whole, Buffer.from('unknown'))).toBeNull();
  });
});

test.skipIf(!hasRealPhotos)(
  'what a phone wrote is told in words, whatever the format; a file that is gone in a sentence',
  async () => {
    const folder = join(root, 'phone');
    const heic = await readFile(realPhoto('formats/iphone_13_pro_max.HEIC'));
    const odd = await paint(33)
      .jpeg()
      .withExif({ IFD0: { Artist: 'Ada\n<b>bold</b>', ImageDescription: 'x'.repeat(5000) } })
      .toBuffer();
    const paths = { heic: join(folder, 'IMG_1.HEIC'), odd: join(folder, '-ü "odd".jpg') };
    await writeFiles(folder, { 'IMG_1.HEIC': heic, '-ü "odd".jpg': odd });
    await withLibrary(join(root, 'phone library'), async (library) => {
      await scan(library, folder);
      const says = async (bytes: Buffer, path: string) => {
        const { entries } = await library.call('metadata', { sha256: hash(bytes), path });
        expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
        return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
      };
      const phone = await says(heic, paths.heic);
      expect(phone).toMatchObject({
        Model: 'iPhone 13 Pro Max',
        'Focal length': '5.7 mm',
        'Focal length in 35 mm format': '26 mm',
        'Exposure time': '1/60',
        'Profile description': 'Display P3',
      });
      expect(Object.keys(phone).join(' ')).not.toMatch(/Acceleration|Permissions|Inode|Directory/);
      const { Artist, 'Image description': description } = await says(odd, paths.odd);
      expect(Artist).toMatch(/^Ada.<b>bold<\/b>$/s);
      expect(description?.length).toBeLessThan(400);

      await rm(paths.heic);
      await expect(says(heic, paths.heic)).rejects.toThrow(`The file ${paths.heic} `);
      await expect(says(heic, paths.odd)).rejects.toThrow('The library does not know that photo');
    });
  },
);
