/**
 * `npm run bench:videos [-- FOLDER]`: whether videos that were saved again are found, with ffmpeg. Takes photos of a
 * folder (of `../shared/photos` the held-out ones, when no folder is given) and makes of each a video over which the
 * camera moves; and of every second one two more of a camera that stands still, of one length, in which something else
 * passes. Each of all is saved again in five ways. Prints what was found, and JSON.
 */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openLibrary } from '../app/library.ts';
import { findFfmpeg } from '../app/videos/ffmpeg.ts';
import { photosToMeasureOn } from './photos.ts';
import { table } from './table.ts';

const photosUsed = 24;
const seconds = 5;
const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];

/** How each video is saved again, with its container. */
const ways: Record<string, { to: string; options: string[] }> = {
  'sent by a messenger': { to: 'mp4', options: ['-vf', 'scale=iw/2:-2', ...h264, '-crf', '34', '-map_metadata', '-1'] },
  'half the frames a second': { to: 'mp4', options: ['-r', '12.5', ...h264, '-crf', '26'] },
  'darker, paler': {
    to: 'mov',
    options: ['-vf', 'eq=brightness=-0.06:contrast=0.85:saturation=0.7', ...h264, '-crf', '24'],
  },
  'WebM, low bit rate': {
    to: 'webm',
    options: ['-c:v', 'libvpx', '-b:v', '250k', '-deadline', 'realtime', '-cpu-used', '8'],
  },
  'MPEG-2 transport stream': { to: 'mts', options: ['-c:v', 'mpeg2video', '-q:v', '6'] },
};

const tools = findFfmpeg();
if (tools === null) throw new Error('This takes ffmpeg: install it first.');
const { ffmpeg } = tools;
const run = (...options: string[]) => execFileSync(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...options]);

const scratch = await mkdtemp(join(tmpdir(), 'twinlens-videos-'));
const library = await openLibrary({ directory: join(scratch, 'library') });
try {
  const folder = join(scratch, 'videos');
  await mkdir(folder);
  const photos = (await photosToMeasureOn(process.argv[2])).slice(0, photosUsed);
  const made: string[] = [];
  for (const [at, { path }] of photos.entries()) {
    const photo = join(scratch, 'photo');
    await copyFile(path, photo);
    const input = ['-loop', '1', '-framerate', '25', '-i', photo];
    const film = (name: string, ...options: string[]) => {
      run(...input, ...options, '-t', String(seconds), ...h264, '-crf', '20', join(folder, `${name}.mp4`));
      made.push(name);
    };
    const frame = 'scale=960:540:force_original_aspect_ratio=increase,crop=960:540,setsar=1';
    film(`moving-${at}`, '-vf', `${frame},crop=640:360:x='60*t':y='30*t',noise=alls=5:allf=t`);
    if (at % 2 === 1) continue;
    for (const take of [1, 2]) {
      const passes = `[0]${frame}[b];[b][1]overlay=x='${200 * take}+${take === 1 ? 70 : -60}*t':y=${150 * take},noise=alls=5:allf=t:all_seed=${take}`;
      film(
        `standing-${at}-${take}`,
        '-f',
        'lavfi',
        '-i',
        `color=0x40${take}050:s=80x120:r=25`,
        '-filter_complex',
        passes,
      );
    }
  }
  for (const name of made)
    for (const [at, { to, options }] of Object.values(ways).entries())
      run('-i', join(folder, `${name}.mp4`), ...options, join(folder, `${name}~${at}.${to}`));

  await library.call('set-rules', { videos: true });
  const began = performance.now();
  const { job } = await library.call('scan', { folders: [folder] });
  const { report, error } = await library.finished(job);
  if (report === null) throw new Error(error ?? 'The scan gave no report.');
  const took = (performance.now() - began) / 1000;
  const { groups } = await library.call('groups', { threshold: 0, limit: Number.MAX_SAFE_INTEGER });
  const together = groups.map(({ photos: all }) => all.map(({ path }) => basename(path).replace(/\.\w+$/, '')));
  const sourceOf = (name: string) => name.split('~')[0] ?? '';
  const mixed = together.filter((names) => new Set(names.map(sourceOf)).size > 1).length;
  const withIts = (name: string) => together.some((names) => names.includes(name) && names.includes(sourceOf(name)));
  const rows = Object.keys(ways).map((way, at) => {
    const found = (kind: string) => {
      const all = made.filter((name) => name.startsWith(kind));
      return `${all.filter((name) => withIts(`${name}~${at}`)).length} of ${all.length}`;
    };
    return { 'saved again': way, 'the camera moves': found('moving'), 'it stands still': found('standing') };
  });
  const summary = {
    videos: report.photos,
    'groups of more than one video': mixed,
    'seconds of the scan': Math.round(took),
  };
  process.stdout.write(`${table(rows)}\n${table([summary])}\n${JSON.stringify({ rows, summary })}\n`);
} finally {
  await library.close();
  await rm(scratch, { recursive: true });
}
