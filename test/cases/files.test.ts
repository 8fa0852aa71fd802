/** What is behind a file's first picture, which of two copies is the better one, and what a library has. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Library } from '../../app/library.ts';
import { check, groupsOf, scan, withLibrary } from '../app/scanning.ts';
import { temporaryFolder } from '../photos.ts';
import { hasCases, hasPillow, makeCase, told } from './case.ts';

describe.skipIf(!hasCases)('what is behind the first picture (skipped without the shared cases)', () => {
  let motion: string;
  beforeAll(async () => {
    motion = await makeCase('05-motion-photo');
  });

  test('two shots with other videos behind one still are no copies', async () => {
    expect((await told(join(motion, 'two-clips'))).bulk).toEqual([]);
  });

  test('a file with a second picture stays, and the one without it goes', async () => {
    expect((await told(join(motion, 'two-pictures'))).bulk).toEqual(['shared/DSC_1.jpg for camera/DSC_1.jpg']);
  });

  test('a shot with its video stays, whatever the still alone was tagged with since', async () => {
    const both = join(motion, 'both');
    mkdirSync(both);
    for (const name of ['phone', 'exported']) renameSync(join(motion, name), join(both, name));
    expect((await told(both)).bulk).toEqual(['exported/PXL_0001.jpg for phone/PXL_0001.MP.jpg']);
  });
});

describe.skipIf(!hasCases)('one photo in many formats (skipped without the shared cases)', () => {
  /** Of each kind one: containers, depths, what lies under an odd name, what is only nearly whole. */
  const copies = [
    ...['base.png', 'opaque-alpha.png', 'deep-16-bit.png', 'pyramid.tif', 'photo.avif', 'photo.bmp', 'photo.ppm'],
    ...['without-end.jpg', 'really-webp.jpg', 'no-extension', 'photo.jpg_large', 'photo.jpg~', 'photo.dat'],
  ];

  test('is one group of copies, whatever the file is called; what cannot be read is named', async () => {
    const folder = await makeCase('06-one-photo-many-formats');
    const some = join(folder, 'some');
    mkdirSync(some);
    const broken = ['cut-64-bytes.jpg', 'cut-half.jpg', 'leading-newline.jpg'];
    for (const name of [...copies, ...broken]) renameSync(join(folder, name), join(some, name));
    await withLibrary(join(temporaryFolder(), 'library'), async (library) => {
      const { unreadable } = await scan(library, some);
      expect(unreadable.map(({ path }) => basename(path))).toEqual(broken);
      const groups = await groupsOf(library);
      expect(groups).toHaveLength(1);
      const whole = groups[0]!.photos.filter(({ damaged }) => !damaged);
      const [keeper, ...others] = whole;
      expect(whole.map(({ path }) => basename(path)).sort()).toEqual([...copies].sort());
      // What can be seen of those that were cut short lies beside the whole ones, and goes for none of them.
      const cut = groups[0]!.photos.filter(({ damaged }) => damaged);
      expect(cut.map(({ path }) => basename(path)).sort()).toEqual(broken.slice(0, 2));
      for (const { version } of cut) expect(whole.map((photo) => photo.version)).not.toContain(version);
      expect(keeper!.kind).toBe('identical');
      for (const { kind } of others) expect(['identical', 'same-pixels', 'resized']).toContain(kind);
    });
  });
});

describe.skipIf(!hasCases || !hasPillow)('many frames (skipped without the shared cases and Pillow)', () => {
  let frames: string;
  beforeAll(async () => {
    frames = await makeCase('20-many-frames');
  });

  test('of animations that begin alike none goes, but for a still of which one has all', async () => {
    const { bulk } = await told(join(frames, 'animated'));
    for (const one of bulk) expect(one).toMatch(/^still\.png for one\./);
  });

  test('pages behind an equal first page are other pages', async () => {
    expect((await told(join(frames, 'faxes'))).bulk).toEqual([]);
  });

  test('a smaller preview behind the picture is no page: these are copies', async () => {
    expect((await told(join(frames, 'preview'))).bulk).toEqual([
      'scanned-copy.tif for scanned.tif',
      'scanned.jpg for scanned.tif',
    ]);
  });

  test('a library has none of what only looks like its photos', async () => {
    const folder = await makeCase('21-do-i-have-these');
    await withLibrary(join(temporaryFolder(), 'library'), async (library) => {
      await scan(library, join(folder, 'library'));
      const { files } = await check(library, join(folder, 'download'));
      expect(files.map(({ have }) => have)).toEqual(Array.from({ length: 6 }, () => false));
      for (const { there } of files) expect([null, 'edited', 'similar']).toContain(there);
    });
  });
});

describe.skipIf(!hasCases)('of two copies the better one is kept (skipped without the shared cases)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeCase('07-keeper-of-lesser-quality');
  });

  test.each([
    ...['palette-png', 'gif', 'png-of-bad-jpeg', 'resaved-at-100', 'enlarged', 'enlarged-newer', 'enlarged-tagged'],
    ...['webp', 'time', 'bits', 'impossible-date', 'records', 'records-and-webp'],
  ])('%s', async (question) => {
    const { groups, bulk } = await told(join(folder, question));
    expect(groups).toHaveLength(1);
    expect(groups[0]!.photos.find(({ keep }) => keep)!.path).toMatch(/better/);
    for (const one of bulk) expect(one).toMatch(/^(?!\S*better).* for \S*better/);
  });
});

describe.skipIf(!hasCases)('a JPEG that lacks only its end (skipped without the shared cases)', () => {
  test('is read, and is a copy of the whole one', async () => {
    const { groups } = await told(await makeCase('31-no-end-of-image'));
    const found = groups.flatMap(({ photos }) => photos);
    expect(found).toHaveLength(7);
    const versionOf = (path: string) => found.find((photo) => photo.path === path)!.version;
    for (const path of [
      'no-end-marker.jpg',
      'no-end-then-trailer.jpg',
      'zeros-instead-of-end.jpg',
      'trailer-after-end.jpg',
    ])
      expect(versionOf(path)).toBe(versionOf('whole.jpg'));
  });
});

describe.skipIf(!hasCases)('what a person wrote about the copy that goes (skipped without the shared cases)', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeCase('27-what-a-merge-leaves');
  });

  test('keeps it where it is, with the date and the place that its keeper lacks', async () => {
    await withLibrary(join(temporaryFolder(), 'library'), async (library) => {
      await scan(library, folder);
      await keepLarger(library, folder);
      const { photos, left } = await library.call('plan', { to: 'trash' });
      expect(photos.map(({ path }) => path)).not.toContain(join(folder, 'web/a.jpg'));
      expect(left).toEqual([
        {
          path: join(folder, 'web/a.jpg'),
          reason:
            'was left where it is: it knows the date it was taken and the place, which the photo that would be kept does not: merge the metadata, or keep this one instead',
        },
      ]);
      // Chosen by hand it goes, and that is said.
      const groups = await groupsOf(library);
      const { id } = groups.find((group) => group.photos.some(({ path }) => path.endsWith('web/a.jpg')))!;
      const byHand = await library.call('plan', {
        to: 'trash',
        selection: [{ group: id, remove: [join(folder, 'web/a.jpg')] }],
      });
      expect(byHand.photos).toHaveLength(1);
      expect(byHand.warnings).toEqual([
        'One photo that would go knows the date it was taken and the place, and what is kept does not. Merge the metadata if the keepers should have it.',
      ]);
    });
  });

  test('is merged into the keeper, all of it', async () => {
    await withLibrary(join(temporaryFolder(), 'library'), async (library) => {
      await scan(library, folder);
      await keepLarger(library, folder);
      const { job } = await library.call('apply', { to: join(temporaryFolder(), 'away'), mergeMetadata: 'keeper' });
      const { outcome } = await library.finished(job);
      // The sidecar of Takeout goes with its photo.
      expect(outcome).toMatchObject({ files: 3, merged: 2, skipped: [] });
      expect(tagsOf(join(folder, 'full/a.jpg'))).toMatchObject({
        'IFD0:ImageDescription': 'Ada at the harbour',
        'XMP-dc:Description': 'Ada at the harbour',
        'IPTC:Caption-Abstract': 'Ada at the harbour',
        'XMP-dc:Title': 'Harbour',
        'XMP-dc:Subject': ['harbour', 'evening'],
        'IPTC:Keywords': ['harbour', 'evening'],
        'XMP-lr:HierarchicalSubject': ['People|Ada', 'Places|Lanmer'],
        'XMP-iptcExt:PersonInImage': ['Ada'],
        'XMP-mwg-rs:RegionInfo': {
          AppliedToDimensions: { W: 900, H: 600, Unit: 'pixel' },
          RegionList: [{ Area: { X: 0.5, Y: 0.4, W: 0.2, H: 0.3, Unit: 'normalized' }, Name: 'Ada', Type: 'Face' }],
        },
        'XMP-photoshop:City': 'Lanmer',
        'XMP-photoshop:Country': 'Utility',
        'XMP-dc:Creator': ['Customer'],
        'IFD0:Copyright': 'Customer 2019',
        'XMP-xmp:Label': 'Red',
        'XMP-xmp:Rating': 4,
        'ExifIFD:DateTimeOriginal': '2019:07:08 19:20:21',
        'ExifIFD:UserComment': 'seen from the pier',
        'GPS:GPSLatitude': 54.1,
        'GPS:GPSLongitude': 12.1,
        // Pictures without a profile are sRGB.
        'ExifIFD:ColorSpace': 1,
      });
      const ofTakeout = tagsOf(join(folder, 'full/b.jpg'));
      expect(ofTakeout).toMatchObject({
        'XMP-dc:Description': 'Ada on the pier',
        'XMP-iptcExt:PersonInImage': ['Ada'],
        // A favourite.
        'XMP-xmp:Rating': 5,
        // As a clock showed it there, in summer.
        'ExifIFD:DateTimeOriginal': '2019:07:08 21:20:21',
        'ExifIFD:OffsetTimeOriginal': '+02:00',
        'GPS:GPSLatitude': 54.1,
      });
      expect(ofTakeout).not.toHaveProperty('GPS:GPSAltitude');
    });
  });
});

/** The larger ones hold no finer detail, so that Twinlens itself would keep those that somebody described. */
async function keepLarger(library: Library, folder: string): Promise<void> {
  for (const name of ['a.jpg', 'b.jpg']) await library.call('choose-keeper', { path: join(folder, 'full', name) });
}

/** As ExifTool prints them, numbers as numbers. */
function tagsOf(path: string): unknown {
  const program = join(import.meta.dirname, '../../node_modules/exiftool-vendored.pl/bin/exiftool');
  const printed = execFileSync('perl', [program, '-j', '-n', '-G1', '-struct', '-all', path], { encoding: 'utf8' });
  return (JSON.parse(printed) as unknown[])[0];
}
