import {
  copyFileSync,
  mkdirSync,
  openSync,
  ftruncateSync,
  closeSync,
  readdirSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Group } from '../../../app/contract/contract.ts';
import type { Library } from '../../../app/library.ts';
import { findFfmpeg } from '../../../app/videos/ffmpeg.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { canMakeVideos, ffmpeg, movingVideo, sentOn, standingVideo } from '../../videos.ts';
import { groupsOf, groupWith, scan, withLibrary } from '../scanning.ts';

const path = process.env.PATH;
const reason = 'is a video';
let root: string;
let folder: string;

beforeEach(() => {
  root = temporaryFolder();
  folder = join(root, 'photos');
  mkdirSync(folder);
});

afterEach(() => {
  process.env.PATH = path;
});

const inLibrary = (use: (library: Library) => Promise<void>) => withLibrary(join(root, 'library'), use);
const names = (group: Group | undefined) => group?.photos.map((photo) => basename(photo.path)).sort();
const at = (name: string) => join(folder, name);
/** A file that begins as a video does. */
const start = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1');

function largeFile(name: string, bytes: number): void {
  const file = openSync(at(name), 'w');
  writeSync(file, start);
  // A hole: it takes no room on the disk.
  ftruncateSync(file, bytes);
  closeSync(file);
}

describe('videos', () => {
  test('are left alone until they are asked for, and once they are not wanted any more', async () => {
    await writeFiles(folder, { 'beach.jpg': await jpeg(1), 'a.mp4': start, 'b.mp4': start });
    await inLibrary(async (library) => {
      const first = await scan(library, folder);
      expect(first).toMatchObject({ photos: 1, passedOver: [{ reason, files: 2 }], videos: { taken: 0 } });
      await library.call('set-rules', { videos: true });
      expect(await scan(library)).toMatchObject({
        photos: 3,
        new: 2,
        passedOver: [],
        videos: { taken: 2, byBytes: 2 },
      });
      expect(names((await groupsOf(library))[0])).toEqual(['a.mp4', 'b.mp4']);
      expect(await scan(library)).toMatchObject({ new: 0, changed: 0, unchanged: 3, work: { filesRead: 0 } });
      await library.call('set-rules', { videos: false });
      expect(await groupsOf(library)).toEqual([]);
      expect(await scan(library)).toMatchObject({ photos: 1, passedOver: [{ reason, files: 2 }] });
    });
  });

  test('that belong to a photo go on belonging to it; sound is none; a video that is named like a photo is one', async () => {
    await writeFiles(folder, {
      'IMG_1.jpg': await jpeg(1),
      'IMG_1.mov': start,
      'sound.m4a': Buffer.from('\0\0\0\x18ftypM4A \0\0\x02\0isommp41', 'latin1'),
      'clip.jpg': start,
    });
    await inLibrary(async (library) => {
      expect((await scan(library, folder)).unreadable).toEqual([{ path: at('clip.jpg'), reason }]);
      await library.call('set-rules', { videos: true });
      const report = await scan(library);
      expect(report).toMatchObject({ photos: 2, unreadable: [], videos: { taken: 1 } });
      expect(report.passedOver.map((one) => one.reason).sort()).toEqual([
        'belongs to a photo, and goes where that goes',
        'is no photo, by what is in it',
      ]);
    });
  });

  test('of any size are known by their bytes, moved to the trash and brought back', async () => {
    largeFile('a.mp4', 65 * 1024 ** 2);
    largeFile('b.mp4', 65 * 1024 ** 2);
    largeFile('c.mp4', 1024 ** 3 + 1);
    await inLibrary(async (library) => {
      await library.call('set-rules', { videos: true });
      expect(await scan(library, folder)).toMatchObject({ unreadable: [], videos: { taken: 3 } });
      const groups = await groupsOf(library);
      expect(groups.map(names)).toEqual([['a.mp4', 'b.mp4']]);
      expect(groups[0]?.kind).toBe('identical');
      const to = join(root, 'out');
      const { job } = await library.call('apply', { to });
      const { outcome } = await library.finished(job);
      expect(outcome).toMatchObject({ files: 1, skipped: [] });
      expect(readdirSync(folder).sort()).toEqual(['a.mp4', 'c.mp4']);
      const back = await library.call('undo', { operation: outcome?.operation ?? 0 });
      await library.finished(back.job);
      expect(readdirSync(folder).sort()).toEqual(['a.mp4', 'b.mp4', 'c.mp4']);
    });
  });
});

describe.skipIf(!canMakeVideos)('videos whose frames can be seen', () => {
  test('are found where they were saved again, and nothing goes in bulk for it; moments of one place are not one', async () => {
    const holiday = await movingVideo(folder, 'holiday.mp4', 3);
    sentOn(holiday, at('VID-20220503-WA0001.mp4'));
    ffmpeg('-i', holiday, '-c:v', 'mpeg2video', '-q:v', '5', '-f', 'mpegts', at('camcorder.mts'));
    ffmpeg('-i', holiday, '-c:v', 'mpeg4', '-q:v', '5', at('old.avi'));
    ffmpeg('-i', holiday, '-frames:v', '1', at('frame.png'));
    ffmpeg('-i', holiday, '-t', '2', '-c', 'copy', at('first-half.mp4'));
    copyFileSync(holiday, at('holiday (1).mp4'));
    await movingVideo(folder, 'other.mp4', 4);
    await standingVideo(folder, 'door-1.mp4', 5, 40);
    await standingVideo(folder, 'door-2.mp4', 5, 200);
    await inLibrary(async (library) => {
      await library.call('set-rules', { videos: true });
      expect(await scan(library, folder)).toMatchObject({ unreadable: [], videos: { taken: 9, byBytes: 0 } });
      const groups = await groupsOf(library, 0);
      expect(groups.map(names)).toEqual([
        ['VID-20220503-WA0001.mp4', 'camcorder.mts', 'holiday (1).mp4', 'holiday.mp4', 'old.avi'],
      ]);
      const [group] = groups;
      const kinds = Object.fromEntries((group?.photos ?? []).map((photo) => [basename(photo.path), photo]));
      expect(kinds['holiday.mp4']).toMatchObject({ keep: true, width: 640, takenAt: '2022-05-03T10:00:00' });
      expect(kinds['holiday.mp4']?.duration).toBeCloseTo(4, 1);
      expect(kinds['VID-20220503-WA0001.mp4']).toMatchObject({ version: expect.any(Number) as number, keep: true });
      expect(groupWith(await groupsOf(library), at('door-1.mp4'))?.kind ?? 'similar').toBe('similar');
      // Only the identical one would go.
      const plan = await library.call('plan', { to: 'trash' });
      expect(plan.photos.map((photo) => basename(photo.path))).toEqual(['holiday (1).mp4']);
      const image = await library.image(kinds['holiday.mp4']?.sha256 ?? '', 'preview');
      expect(image?.type).toBe('image/jpeg');
      expect(await scan(library)).toMatchObject({ new: 0, work: { filesRead: 0 } });
    });
  });

  const hidden = findFfmpeg('') === null;
  test.skipIf(!hidden)('are looked at once ffmpeg is there', async () => {
    const holiday = await movingVideo(folder, 'holiday.mp4', 3);
    sentOn(holiday, at('sent.mp4'));
    copyFileSync(holiday, at('copy.mp4'));
    process.env.PATH = '';
    await inLibrary(async (library) => {
      await library.call('set-rules', { videos: true });
      const videos = { taken: 3, byBytes: 3, canBeSeen: false };
      expect(await scan(library, folder)).toMatchObject({ unreadable: [], videos });
      expect((await groupsOf(library)).map(names)).toEqual([['copy.mp4', 'holiday.mp4']]);
      expect(await scan(library)).toMatchObject({ unchanged: 3, work: { filesRead: 0 } });
    });
    process.env.PATH = path;
    await inLibrary(async (library) => {
      expect(await scan(library)).toMatchObject({ videos: { taken: 3, byBytes: 0, canBeSeen: true } });
      expect((await groupsOf(library)).map(names)).toEqual([['copy.mp4', 'holiday.mp4', 'sent.mp4']]);
      expect(await scan(library)).toMatchObject({ unchanged: 3, work: { filesRead: 0 } });
    });
  });

  test('are found in a folder that is checked, as what they are', async () => {
    const holiday = await movingVideo(folder, 'holiday.mp4', 3);
    const card = join(root, 'card');
    mkdirSync(card);
    copyFileSync(holiday, join(card, 'same.mp4'));
    sentOn(holiday, join(card, 'sent.mp4'));
    await movingVideo(card, 'new.mp4', 8);
    writeFileSync(join(card, 'broken.mp4'), start);
    await inLibrary(async (library) => {
      await library.call('set-rules', { videos: true });
      await scan(library, folder);
      const { job } = await library.call('check', { folder: card });
      await library.finished(job);
      const { files } = await library.call('checked', { job });
      expect(Object.fromEntries(files.map((file) => [basename(file.path), [file.have, file.there]]))).toEqual({
        'broken.mp4': [false, null],
        'new.mp4': [false, null],
        'same.mp4': [true, 'copy'],
        'sent.mp4': [false, 'edited'],
      });
    });
  });
});
