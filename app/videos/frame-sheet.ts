/** A video as one picture: four of its frames, row by row. A frame within a quarter is past titles and fades. */
import type { Picture } from '../images/decode.ts';
import { reading, run, type Ffmpeg } from './ffmpeg.ts';
import type { VideoFacts } from './probe.ts';

/** A video, and its container's usual extension. */
export interface VideoFile {
  path: string;
  format: string;
}

/** Frames along a side of the sheet. */
export const sheetFrames = 2;

/** Containers that have no index: who looks for a moment in them may come out behind it, and so begins some seconds before. */
const unindexed = new Set(['mts', 'mpeg', 'flv', 'wmv']);
const before = 6; // s

/**
 * @param side the sheet's longest side, in pixels, at most.
 * @returns null where one of the frames cannot be read.
 */
export async function frameSheet(
  file: VideoFile,
  { duration, width, height }: Pick<VideoFacts, 'duration' | 'width' | 'height'>,
  side: number,
  { ffmpeg }: Ffmpeg,
  signal: AbortSignal,
): Promise<Picture | null> {
  const scale = Math.min(1, side / sheetFrames / Math.max(width, height));
  const frame = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  const sheet = { width: frame.width * sheetFrames, height: frame.height * sheetFrames };
  const data = new Uint8Array(sheet.width * sheet.height * 3);
  const [line, bytes] = [frame.width * 3, frame.width * frame.height * 3];
  const count = sheetFrames ** 2;
  for (let at = 0; at < count; at++) {
    const moment = (duration * (2 * at + 1)) / (2 * count);
    const pixelsBy = (seeking: readonly string[]) =>
      run(ffmpeg, [...frameOptions(file, moment, seeking), ...pixelOptions(frame)], bytes + 1, signal);
    let pixels = await pixelsBy([]);
    // Where frames are far apart, the last one may begin before that moment: then the one to which ffmpeg can jump.
    if (pixels?.length === 0) pixels = await pixelsBy(['-noaccurate_seek']);
    if (pixels?.length !== bytes) return null;
    const [row, column] = [Math.floor(at / sheetFrames), at % sheetFrames];
    for (let y = 0; y < frame.height; y++)
      data.set(pixels.subarray(y * line, (y + 1) * line), ((row * frame.height + y) * sheetFrames + column) * line);
  }
  return { data, ...sheet };
}

function frameOptions({ path, format }: VideoFile, moment: number, seeking: readonly string[]): string[] {
  const within = unindexed.has(format) ? Math.min(moment, before) : 0;
  return [
    ...['-nostdin', ...seeking, '-ss', (moment - within).toFixed(3), ...reading(path)],
    ...(within > 0 ? ['-ss', within.toFixed(3)] : []),
    ...['-map', '0:V:0', '-frames:v', '1'],
  ];
}

/** Three bytes a pixel, row by row. */
function pixelOptions({ width, height }: { width: number; height: number }): string[] {
  return [...['-vf', `scale=${width}:${height}:flags=area,setsar=1`], ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']];
}
