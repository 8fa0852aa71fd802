import { existsSync, readdirSync, readFileSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { PersonError } from '../../../../app/errors.ts';
import { MetadataTool } from '../../../../app/images/kept/metadata-tool.ts';
import { nothingKnown, type KeptMetadata } from '../../../../app/images/kept/kept-metadata.ts';
import { readMetadata } from '../../../../app/images/metadata.ts';
import { temporaryOf } from '../../../../app/images/temporary.ts';
import { jpeg, paint, temporaryFolder, writeFiles } from '../../../photos.ts';

const root = temporaryFolder();
const tool = new MetadataTool();
let folder: string;
let count = 0;

beforeEach(() => {
  folder = join(root, String(count++));
});
afterAll(() => tool.close());

const at = (name: string) => join(folder, name);
const harbour: KeptMetadata = {
  takenAt: '2020-05-17T10:11:12',
  offset: '+02:00',
  camera: { make: 'Maker', model: 'Model 5' },
  position: { latitude: -54.25, longitude: -10.5, altitude: -3 },
  rating: 4,
  texts: {
    title: 'The harbour, “our” side',
    headline: 'Причал',
    description: 'Seen from the pier;\nin the evening, 5 < 6 & "so"',
    comment: 'for Ada 🎂',
    label: 'Red',
    copyright: '© Ada',
    location: 'Pier',
    city: 'Lanmer',
    state: 'North',
    country: 'Utility',
    countryCode: 'UTL',
  },
  lists: {
    keywords: ['boats', 'été', 'море'],
    keywordPaths: ['Places|Lanmer|Pier'],
    tagPaths: ['Places/Lanmer'],
    people: ['Ada', 'Zoë'],
    creators: ['Ada', 'Bo'],
  },
  faces: {
    regions: [
      { Area: { X: 0.5, Y: 0.4, W: 0.2, H: 0.3, Unit: 'normalized' }, Name: 'Ada, {of} [the] pier|', Type: 'Face' },
    ],
    frame: { width: 80, height: 60, orientation: 1 },
  },
  further: [],
};

describe('metadata that is written', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['é sea.jpg', () => jpeg(1)],
    ['sea.png', () => paint(1, { width: 80, height: 60 }).png().toBuffer()],
    ['sea.webp', () => paint(1, { width: 80, height: 60 }).webp({ lossless: true }).toBuffer()],
    ['sea.tif', () => paint(1, { width: 80, height: 60 }).tiff().toBuffer()],
  ])('to a copy of %s is read again, and changes neither the file nor the picture', async (name, make) => {
    const bytes = await make();
    await writeFiles(folder, { [name]: bytes });
    utimesSync(at(name), 1_000_000, 1_000_000);
    const temporary = await tool.writeMetadata(at(name), harbour);
    expect(temporary).toBe(temporaryOf(at(name)));
    expect(readFileSync(at(name))).toEqual(bytes);
    expect(statSync(temporary).mtimeMs).toBe(1_000_000_000);
    expect(await tool.read(temporary)).toEqual(harbour);
    renameSync(temporary, at(name));
    expect(readdirSync(folder)).toEqual([name]);
    // Of a TIFF the decoder gives no EXIF block.
    const { takenAt } = await readMetadata(readFileSync(at(name)));
    expect(takenAt).toBe(name === 'sea.tif' ? null : harbour.takenAt);
  });

  test('joins what is there already', async () => {
    await writeFiles(folder, { 'a.jpg': await jpeg(1) });
    renameSync(
      await tool.writeMetadata(at('a.jpg'), {
        ...nothingKnown,
        lists: { keywords: ['first'] },
        texts: { title: 'Sea' },
      }),
      at('a.jpg'),
    );
    renameSync(
      await tool.writeMetadata(at('a.jpg'), { ...nothingKnown, lists: { keywords: ['second'] } }),
      at('a.jpg'),
    );
    expect(await tool.read(at('a.jpg'))).toEqual({
      ...nothingKnown,
      lists: { keywords: ['first', 'second'] },
      texts: { title: 'Sea' },
    });
  });

  test('makes a sidecar, or adds to one', async () => {
    await writeFiles(folder, { 'a.jpg': await jpeg(1) });
    renameSync(await tool.writeMetadata(at('a.jpg.xmp'), harbour), at('a.jpg.xmp'));
    expect(await tool.read(at('a.jpg.xmp'))).toEqual(harbour);
    renameSync(
      await tool.writeMetadata(at('a.jpg.xmp'), { ...nothingKnown, lists: { keywords: ['more'] } }),
      at('a.jpg.xmp'),
    );
    expect((await tool.read(at('a.jpg'), [at('a.jpg.xmp')])).lists.keywords).toEqual(['boats', 'été', 'море', 'more']);
    expect(await tool.read(at('a.jpg'))).toEqual(nothingKnown);
  });

  test('is refused where it cannot be written, and nothing is left', async () => {
    await writeFiles(folder, { 'words.jpg': 'These are only words.' });
    await expect(tool.writeMetadata(at('words.jpg'), harbour)).rejects.toThrow(PersonError);
    await expect(tool.writeMetadata(at('gone.jpg'), harbour)).rejects.toThrow(new PersonError('does not exist'));
    expect(readdirSync(folder)).toEqual(['words.jpg']);
  });

  test('takes the place of a copy that a crash left', async () => {
    await writeFiles(folder, { 'a.jpg': await jpeg(1), '.a.twinlens.jpg': 'half' });
    await tool.writeMetadata(at('a.jpg'), harbour);
    expect(await tool.read(at('.a.twinlens.jpg'))).toEqual(harbour);
  });
});

describe('metadata that is read', () => {
  test('of a photo with sidecars: the photo has the word', async () => {
    const takeout = {
      photoTakenTime: { timestamp: '1589703072' },
      geoData: { latitude: 1, longitude: 2, altitude: 3 },
    };
    const photo = await paint(1, { width: 80, height: 60 })
      .withExif({ IFD2: { DateTimeOriginal: '2019:01:02 03:04:05' } })
      .jpeg()
      .toBuffer();
    await writeFiles(folder, { 'a.jpg': photo, 'a.jpg.json': JSON.stringify(takeout), 'a.CR2': 'raw' });
    expect(await tool.read(at('a.jpg'), [at('a.CR2'), at('a.jpg.json')])).toEqual({
      ...nothingKnown,
      takenAt: '2019-01-02T03:04:05',
      position: { latitude: 1, longitude: 2, altitude: 3 },
    });
  });

  test('of a file that is not there is refused with a reason', async () => {
    await expect(tool.read(at('gone.jpg'))).rejects.toThrow(PersonError);
    expect(existsSync(at('gone.jpg'))).toBe(false);
  });
});
