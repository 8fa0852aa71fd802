import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { PersonError } from '../../../app/errors.ts';
import { companionsIn, companionsOf, isPartOfShot, lookBeside } from '../../../app/files/companion-names.ts';
import { temporaryFolder, writeFiles } from '../../photos.ts';

const shots = (...names: string[]) => Object.fromEntries(companionsIn(names));

describe('one shot', () => {
  test.each<[string, string, string[]]>([
    ['a raw file beside its JPEG', 'IMG_1.JPG', ['IMG_1.CR2']],
    ['whatever the case of the names', 'DSC_9.jpg', ['dsc_9.NEF', 'DSC_9.XMP']],
    ['a raw file beside its HEIF', 'IMG_1.HIF', ['IMG_1.CR3']],
    ['the video of a Live Photo', 'IMG_1.HEIC', ['IMG_1.MOV']],
    ['the video of a Live Photo that was saved as JPEG', 'IMG_1.JPG', ['IMG_1.MOV']],
    ['the video of a Live Photo as Takeout gives it', 'IMG_1.HEIC', ['IMG_1.HEIC.json', 'IMG_1.MP4']],
    ['a sidecar of its stem', 'a.jpg', ['a.xmp']],
    ['a sidecar of its whole name', 'a.jpg', ['a.jpg.xmp']],
    ['a raw file that is alone, with its sidecar', 'a.dng', ['a.xmp']],
    ['all of them at once', 'IMG_1.HEIC', ['IMG_1.AAE', 'IMG_1.DNG', 'IMG_1.DNG.xmp', 'IMG_1.MOV', 'IMG_1.xmp']],
    ['the edits of an Apple photo', 'IMG_1.HEIC', ['IMG_1.AAE', 'IMG_O1.AAE']],
    ['the edits whose original is gone', 'IMG_E1.JPG', ['IMG_1.AAE']],
    ['a name with an accent, written in the other way', 'é.jpg'.normalize('NFC'), ['é.xmp'.normalize('NFD')]],
    ['darktable, with a second edit', 'a.jpg', ['a.jpg.xmp', 'a_01.jpg.xmp', 'a_102.jpg.xmp']],
    ['RawTherapee and ART', 'a.jpg', ['a.jpg.pp3', 'a.jpg.out.pp3', 'a.jpg.arp']],
    ['DxO, ON1, Capture One', 'a.jpg', ['a.jpg.dop', 'a.on1', 'a.jpg.cos']],
    ['Canon, Nikon, Camera Raw, ACDSee, SILKYPIX', 'a.jpg', ['a.vrd', 'a.jpg.nksc', 'a.acr', 'a.acdc', 'a.jpg.spd']],
    ['ExifTool', 'a.JPG', ['a.JPG_original', 'a.mie']],
    ['a spoken note, a thumbnail and a preview of the camera', 'A_1.JPG', ['A_1.WAV', 'A_1.THM', 'A_1.LRV', 'A_1.SRT']],
    ['a spoken note of a raw file that is alone', 'a.nef', ['a.wav']],
    ['a thumbnail beside the video of a Live Photo', 'IMG_1.HEIC', ['IMG_1.MOV', 'IMG_1.THM']],
    ['Takeout', 'IMG_1.jpg', ['IMG_1.jpg.json']],
    ['Takeout since 2024', 'IMG_1.jpg', ['IMG_1.jpg.supplemental-metadata.json']],
    ['Takeout, shortened', 'IMG_1.jpg', ['IMG_1.jpg.supplemen.json']],
    ['Takeout, shortened to a dot', 'IMG_1.jpg', ['IMG_1.jpg..json']],
    ['Takeout, numbered', 'IMG_1(2).jpg', ['IMG_1.jpg(2).json']],
    ['Takeout since 2024, numbered', 'IMG_1(2).jpg', ['IMG_1.jpg.supplemental-metadata(2).json']],
    ['Takeout of a photo that had its number before', 'IMG_1(2).jpg', ['IMG_1(2).jpg.json']],
    [
      'Takeout of a long name, cut off at 46 characters',
      'Screenshot_20200101-101112_com.example.android.jpg',
      ['Screenshot_20200101-101112_com.example.android.json'],
    ],
    [
      'Takeout of a long name with a number',
      'Screenshot_20200101-101112_com.example.android(3).jpg',
      ['Screenshot_20200101-101112_com.example.android(3).json'],
    ],
  ])('%s', (_, photo, companions) => {
    const others = ['other.jpg', 'other.xmp', 'notes.txt', 'IMG_7.CR2', 'metadata.json', 'film.mov'];
    const found = shots(photo, ...companions, ...others);
    expect(found[photo]?.toSorted()).toEqual(companions.toSorted());
    expect(found).toEqual({ [photo]: found[photo], 'other.jpg': ['other.xmp'] });
  });

  test('of Takeout: a photo and its numbered namesake have each their own', () => {
    expect(shots('a.jpg', 'a(1).jpg', 'a.jpg.json', 'a.jpg(1).json')).toEqual({
      'a.jpg': ['a.jpg.json'],
      'a(1).jpg': ['a.jpg(1).json'],
    });
  });

  test('of Apple: edits belong to the original, not to what they made of it', () => {
    expect(shots('IMG_1.HEIC', 'IMG_E1.JPG', 'IMG_1.AAE')).toEqual({ 'IMG_1.HEIC': ['IMG_1.AAE'] });
  });
});

describe('nothing is taken from a photo that may stay', () => {
  test.each<[string, string[]]>([
    ['a raw file of two JPEGs', ['a.jpg', 'a.jpeg', 'a.CR2']],
    ['a sidecar of two photos', ['a.jpg', 'a.png', 'a.xmp']],
    ['a video of two photos', ['a.heic', 'a.jpg', 'a.mov']],
    ['a sidecar of two names that differ in case only', ['a.jpg', 'A.JPG', 'a.xmp']],
    ['a video beside a JPEG, which may be of its own', ['a.jpg', 'a.mp4']],
    ['a raw file beside a picture that no camera made', ['a.png', 'a.dng']],
    ['a note of a film that lies beside the photo', ['a.jpg', 'a.mp4', 'a.thm', 'a.srt', 'a.lrv']],
    ['a note of a picture that no camera made', ['a.png', 'a.wav']],
    ['a text', ['a.jpg', 'a.txt', 'a.jpg.txt', 'a.jpg.comments']],
    ['the edits of two Apple photos', ['IMG_E1.JPG', 'IMG_E1.HEIC', 'IMG_1.AAE']],
  ])('%s belongs to none', (_, names) => expect(shots(...names)).toEqual({}));

  test('what could be a second edit of one photo belongs to the other, whose name it bears', () => {
    expect(shots('a.jpg', 'a_01.jpg', 'a.jpg.xmp', 'a_01.jpg.xmp', 'a_02.jpg.xmp')).toEqual({
      'a.jpg': ['a.jpg.xmp', 'a_02.jpg.xmp'],
      'a_01.jpg': ['a_01.jpg.xmp'],
    });
  });

  test('a sidecar that names one of two photos belongs to that one', () => {
    expect(shots('a.jpg', 'a.png', 'a.jpg.xmp')).toEqual({ 'a.jpg': ['a.jpg.xmp'] });
  });

  test('a sidecar of a raw file that is nobody’s belongs to the raw file', () => {
    expect(shots('a.jpg', 'a.jpeg', 'a.CR2', 'a.CR2.xmp')).toEqual({ 'a.CR2': ['a.CR2.xmp'] });
  });
});

describe('on disk', () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);

  beforeEach(() => rmSync(folder, { recursive: true, force: true }));

  test('the companions of a photo are found where they lie, as in the whole folder', async () => {
    const names = [
      ...['IMG_1.JPG', 'IMG_1.CR2', 'IMG_1.xmp', 'IMG_O1.AAE', 'IMG_1.JPG.json', 'IMG_10.xmp', 'IMG_2.JPG'],
      ...['IMG_1(2).JPG', 'IMG_1.JPG(2).json', 'a.jpg', 'a.xmp', '._a.mov'],
    ];
    await writeFiles(folder, Object.fromEntries(names.map((name) => [name, name])));
    for (const photo of ['IMG_1.JPG', 'IMG_1(2).JPG', 'IMG_2.JPG', 'a.jpg'])
      expect((await companionsOf(at(photo))).map((path) => basename(path))).toEqual(shots(...names)[photo] ?? []);
    expect(await companionsOf(at('a.jpg'))).toEqual([at('a.xmp')]);
  });

  test('what else is named after a photo is found, and nothing of another', async () => {
    const others = ['IMG_1.txt', 'img_1.jpg.comments', 'IMG_1.MP4', 'IMG_1-notes.pdf', 'IMG_1 (2).docx', 'IMG_1'];
    const names = [
      'IMG_1.jpg',
      'IMG_1.jpg.xmp',
      'IMG_1 (2).jpg',
      'IMG_10.txt',
      'IMG_1a.txt',
      'IMG_.txt',
      'A.txt',
      'Z.txt',
    ];
    await writeFiles(folder, Object.fromEntries([...names, ...others].map((name) => [name, name])));
    const beside = await lookBeside(folder, () => false);
    expect(beside!.companionsOf(at('IMG_1.jpg'))).toEqual([at('IMG_1.jpg.xmp')]);
    expect(new Set(beside!.othersNamedAfter(at('IMG_1.jpg')))).toEqual(new Set(others.map(at)));
    expect(beside!.othersNamedAfter(at('IMG_10.jpg'))).toEqual([at('IMG_10.txt')]);
    expect(beside!.othersNamedAfter(at('ZZ.jpg'))).toEqual([]);
    expect(await lookBeside(at('gone'), () => false)).toBeNull();
  });

  test('a folder or a link is no companion', async () => {
    await writeFiles(folder, { 'a.jpg': 'a', 'elsewhere.xmp': 'x' });
    mkdirSync(at('a.mov'));
    symlinkSync(at('elsewhere.xmp'), at('a.xmp'));
    expect(await companionsOf(at('a.jpg'))).toEqual([]);
  });

  test('a folder that is gone is told', async () => {
    await expect(companionsOf(at('gone/a.jpg'))).rejects.toThrow(
      new PersonError(`The folder ${at('gone')} does not exist.`),
    );
  });
});

test('raw files and videos are part of the shot, sidecars only tell of it', () => {
  expect(['a.CR2', 'a.mov', 'a.MP4'].every(isPartOfShot)).toBe(true);
  expect(['a.xmp', 'a.AAE', 'a.jpg.json', 'a.wav', 'a.THM', 'a.jpg_original'].some(isPartOfShot)).toBe(false);
});
