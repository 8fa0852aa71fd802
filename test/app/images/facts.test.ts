import sharp from 'sharp';
import { expect, test } from 'vitest';
import { countFacts } from '../../../app/images/facts.ts';
import { readMetadata } from '../../../app/images/metadata.ts';
import { paint } from '../../photos.ts';

const picture = () => paint(1, { width: 64, height: 64 });

test('a photo that says nothing has no facts, and each entry is one more', async () => {
  const bare = await readMetadata(await picture().jpeg().toBuffer());
  expect(bare.facts).toBe(0);
  const some = picture().withExif({ IFD0: { Artist: 'A' }, IFD2: { DateTimeOriginal: '2020:01:02 03:04:05' } });
  const more = some.clone().withExifMerge({ IFD0: { Copyright: 'B', ImageDescription: 'C' } });
  const [facts, moreFacts] = [
    (await readMetadata(await some.jpeg().toBuffer())).facts,
    (await readMetadata(await more.jpeg().toBuffer())).facts,
  ];
  expect(facts).toBeGreaterThan(1);
  expect(moreFacts).toBe(facts + 2);
});

test('XMP counts by property, without what editors note for themselves', () => {
  const xmp =
    Buffer.from(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4" crs:Exposure="+1" xmpMM:DocumentID="1">
    <dc:subject><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`);
  expect(countFacts({ xmp })).toBe(2);
});

test('IPTC counts by data set of the second record', () => {
  expect(countFacts({ iptc: Buffer.from([0x1c, 2, 25, 0, 1, 97, 0x1c, 2, 5, 0, 1, 98, 0x1c, 1, 90, 0, 0]) })).toBe(2);
});

test('a broken block says nothing, and breaks nothing', async () => {
  expect(countFacts({ exif: Buffer.from('Exif\0\0 and only words') })).toBe(0);
  const photo = await sharp(await picture().jpeg().toBuffer())
    .withXmp('<not xml')
    .jpeg()
    .toBuffer();
  expect((await readMetadata(photo)).facts).toBeGreaterThanOrEqual(0);
});
