import { renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findFfmpeg } from '../../../app/videos/ffmpeg.ts';
import { lookAtVideo } from '../../../app/videos/video-look.ts';
import { temporaryFolder } from '../../photos.ts';
import { canMakeVideos, movingVideo } from '../../videos.ts';

test.skipIf(process.platform === 'win32')(
  'both programs are looked for, in the folders of PATH and then in others',
  () => {
    const [one, two, both] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    writeFileSync(join(one, 'ffmpeg'), '', { mode: 0o755 });
    writeFileSync(join(two, 'ffmpeg'), '', { mode: 0o755 });
    writeFileSync(join(two, 'ffprobe'), '', { mode: 0o644 });
    expect(findFfmpeg([one, two].join(delimiter), [])).toBeNull();
    for (const name of ['ffmpeg', 'ffprobe']) writeFileSync(join(both, name), '', { mode: 0o755 });
    const found = { ffmpeg: join(both, 'ffmpeg'), ffprobe: join(both, 'ffprobe') };
    expect(findFfmpeg(['', one, both].join(delimiter), [])).toEqual(found);
    expect(findFfmpeg('', [one, both])).toEqual(found);
  },
);

test('without it a video is known by its bytes alone, and has a picture in the place of its frames', async () => {
  const look = await lookAtVideo({ path: 'clip.mp4', format: 'mp4' }, 160, null);
  expect(look.metadata).toMatchObject({ format: 'mp4', duration: -1, width: 0 });
  expect(look.pixels).toBeNull();
  expect(look.thumbnail.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
});

test.skipIf(!canMakeVideos)('what ffmpeg cannot read is known by its bytes alone as well', async () => {
  const path = join(temporaryFolder(), 'broken.mp4');
  writeFileSync(path, Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1'));
  expect((await lookAtVideo({ path, format: 'mp4' }, 160)).metadata).toMatchObject({ duration: 0, width: 0 });
});

test.skipIf(!canMakeVideos)('a list of other files is not followed, whatever it is called', async () => {
  const folder = temporaryFolder();
  const video = await movingVideo(folder, 'real.mp4', 1, 1);
  const list = join(folder, 'list.mp4');
  writeFileSync(list, `ffconcat version 1.0\nfile '${video}'\n`);
  expect((await lookAtVideo({ path: list, format: 'mp4' }, 160)).metadata.duration).toBe(0);
  const playlist = join(folder, 'playlist.mp4');
  writeFileSync(playlist, `#EXTM3U\n#EXTINF:1,\n${video}\n#EXT-X-ENDLIST\n`);
  expect((await lookAtVideo({ path: playlist, format: 'mp4' }, 160)).metadata.duration).toBe(0);
});

test.skipIf(!canMakeVideos)('a name that looks like an option or an address is a name', async () => {
  const folder = temporaryFolder();
  for (const name of ['-i.mp4', 'concat:a|b.mp4', 'pipe:0.mp4', 'a %03d [x].mp4', "quote's.mp4"]) {
    const path = await movingVideo(folder, 'plain.mp4', 2, 1);
    const odd = join(folder, name);
    renameSync(path, odd);
    expect((await lookAtVideo({ path: odd, format: 'mp4' }, 160)).metadata.duration).toBeCloseTo(1, 1);
  }
});
