/** Videos for tests, made by ffmpeg: a camera that moves over a painted picture, or stands still while something passes. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findFfmpeg } from '../app/videos/ffmpeg.ts';
import { paint, temporaryFolder } from './photos.ts';

const tools = findFfmpeg();
/** Whether ffmpeg is here; without it no video can be made, or seen. */
export const canMakeVideos = tools !== null;

export function ffmpeg(...options: string[]): void {
  execFileSync(tools?.ffmpeg ?? 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...options]);
}

const encoding = ['-c:v', 'mpeg4', '-q:v', '4', '-pix_fmt', 'yuv420p'];

/** @param seed of the picture over which the camera moves for `seconds`. */
export async function movingVideo(folder: string, name: string, seed: number, seconds = 4): Promise<string> {
  const picture = join(temporaryFolder(), 'picture.png');
  await paint(seed, { width: 960, height: 540 }).png().toFile(picture);
  const path = join(folder, name);
  const moves = "crop=640:360:x='70*t':y='40*t'";
  const input = ['-loop', '1', '-framerate', '25', '-f', 'png_pipe', '-i', picture];
  ffmpeg(
    ...input,
    '-t',
    String(seconds),
    '-vf',
    moves,
    ...encoding,
    '-metadata',
    'creation_time=2022-05-03T10:00:00Z',
    path,
  );
  return path;
}

/** @param seed of the picture that the camera sees all the time. @param at where something red crosses it, in pixels. */
export async function standingVideo(folder: string, name: string, seed: number, at: number): Promise<string> {
  const picture = join(temporaryFolder(), 'picture.png');
  await paint(seed, { width: 640, height: 360 }).png().toFile(picture);
  const path = join(folder, name);
  const passes = `[0][1]overlay=x='${at}+50*t':y=${at},noise=alls=6:allf=t:all_seed=${at}`;
  ffmpeg(
    ...['-loop', '1', '-framerate', '25', '-f', 'png_pipe', '-i', picture],
    ...['-f', 'lavfi', '-i', 'color=red:s=60x60:r=25', '-filter_complex', passes, '-t', '4', ...encoding, path],
  );
  return path;
}

/** The same video at half the size and worse, as a messenger sends it. */
export function sentOn(video: string, to: string): void {
  ffmpeg('-i', video, '-vf', 'scale=iw/2:-2', '-c:v', 'mpeg4', '-q:v', '14', '-map_metadata', '-1', to);
}
