/** One look at a video, from which all comes that the library keeps of it: as of a photo, of four frames side by side. */
import sharp from 'sharp';
import { fromPicture, squeeze, type Picture } from '../images/decode.ts';
import type { PhotoMetadata } from '../images/metadata.ts';
import type { PhotoLook } from '../images/photo-look.ts';
import { encodeThumbnail, thumbnailSide } from '../images/thumbnail.ts';
import { PersonError } from '../errors.ts';
import { findFfmpeg, type Ffmpeg } from './ffmpeg.ts';
import { unseen } from './duration.ts';
import { frameSheet, type VideoFile } from './frame-sheet.ts';
import { probe } from './probe.ts';

/** Less than a decoder gets for all that it does, so that ffmpeg never outlives it. */
const longest = 16_000; // ms

/** Of a video of which nothing is seen. */
const nothingKnown: Omit<PhotoMetadata, 'format' | 'duration'> = {
  ...{ width: 0, height: 0, orientation: 1, pages: 1, alpha: false, depth: 'uchar', facts: 0, quality: null },
  ...{ isDamaged: false, takenAt: null, camera: null, placed: false, subsecond: null, exposureBias: null },
};

/**
 * @param side of the squeezed picture, in pixels.
 * @returns a look without pixels where no frames can be seen: its duration is 0 then, or `unseen` without ffmpeg.
 */
export async function lookAtVideo(file: VideoFile, side: number, tools = findFfmpeg()): Promise<PhotoLook> {
  const { format } = file;
  const seen = tools === null ? null : await sheetOf(file, thumbnailSide, tools);
  if (seen === null) {
    const duration = tools === null ? unseen : 0;
    return { metadata: { ...nothingKnown, format, duration }, pixels: null, trimmed: null, thumbnail: await blank() };
  }
  const { sheet, facts } = seen;
  const [pixels, thumbnail] = await Promise.all([squeeze(sheet, side), encodeThumbnail(sheet)]);
  return { metadata: { ...nothingKnown, ...facts, format }, pixels, trimmed: null, thumbnail };
}

/** A JPEG of its frames, to look at on a screen. @throws PersonError completing "The file … ", where none can be seen. */
export async function videoPreview(file: VideoFile, side: number): Promise<Uint8Array> {
  const tools = findFfmpeg();
  const seen = tools === null ? null : await sheetOf(file, side, tools);
  if (seen === null) throw new PersonError('is a video of which no frames can be seen');
  return fromPicture(seen.sheet).jpeg({ quality: 88 }).toBuffer();
}

async function sheetOf(file: VideoFile, side: number, tools: Ffmpeg) {
  const signal = AbortSignal.timeout(longest);
  const facts = await probe(file.path, tools, signal);
  const sheet: Picture | null = facts === null ? null : await frameSheet(file, facts, side, tools, signal);
  return facts === null || sheet === null ? null : { facts, sheet };
}

/** In the place of frames: a strip of film. */
async function blank(): Promise<Uint8Array> {
  const holes = [0, 1, 2, 3, 4, 5, 6, 7].map(
    (at) => `<rect x="${at * 40 + 12}" y="12" width="16" height="16" rx="3"/>`,
  );
  const row = `<g fill="#77777d">${holes.join('')}</g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="#3a3a3f"/>
    ${row}<g transform="translate(0 140)">${row}</g><path d="M140 62l48 28-48 28z" fill="#b9b9c0"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer();
}
