/** From a photo's bytes to upright sRGB pixels on white. */
import sharp, { type Sharp } from 'sharp';
import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

/** 8-bit sRGB pixels, row by row, three bytes a pixel. */
export interface Picture {
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

/**
 * Decodes the first frame to fit `side` × `side`, never enlarged: EXIF orientation applied, colours in sRGB,
 * transparency on white. A JPEG is shrunk while it is decoded, so that a large one costs little.
 * @param alpha whether the photo has transparency, by its metadata.
 * @param isTolerant whether what is missing of a damaged photo is filled with one colour.
 * @throws PersonError whose message completes "The file … ".
 */
export async function decode(bytes: Uint8Array, side: number, alpha: boolean, isTolerant = false): Promise<Picture> {
  const source = await readable(bytes, side);
  return toPicture(upright(source, alpha, isTolerant).resize(side, side, { fit: 'inside', withoutEnlargement: true }));
}

/**
 * Decodes the first frame squeezed to exactly `size` × `size`, whatever its shape (cubic resampling).
 * @returns `size · size · 3` bytes.
 * @throws PersonError whose message completes "The file … ".
 */
export async function decodeSqueezed(
  bytes: Uint8Array,
  size: number,
  alpha: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  return (await toPicture(resized(upright(await readable(bytes, size), alpha), size, size))).data;
}

/**
 * All pixels as they are stored, without turning them as the orientation says.
 * @throws PersonError whose message completes "The file … ".
 */
export async function decodeStored(bytes: Uint8Array, alpha: boolean): Promise<Picture> {
  const image = openPhoto(await readable(bytes, null)).toColourspace('srgb');
  return toPicture(alpha ? image.flatten({ background: '#ffffff' }) : image);
}

/** The same from a picture that is decoded already. */
export async function squeeze(picture: Picture, size: number): Promise<Uint8Array<ArrayBuffer>> {
  return (await resize(picture, size, size)).data;
}

/** Resamples a picture to exactly this size (cubic). */
export async function resize(picture: Picture, width: number, height: number): Promise<Picture> {
  return toPicture(resized(fromPicture(picture), width, height));
}

export function fromPicture({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function upright(bytes: Uint8Array, alpha: boolean, isTolerant = false): Sharp {
  const image = openPhoto(bytes, isTolerant).autoOrient().toColourspace('srgb');
  return alpha ? image.flatten({ background: '#ffffff' }) : image;
}

function resized(image: Sharp, width: number, height: number): Sharp {
  return image.resize(width, height, { fit: 'fill', kernel: 'cubic' });
}

async function toPicture(image: Sharp): Promise<Picture> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true }).catch(decodeFailure);
  const { width, height, channels } = info;
  return { data: channels === 3 ? data : greyToColour(data, width * height, channels), width, height };
}

/** Some grey photos stay at one channel (or two, with an alpha that is opaque by now). */
function greyToColour(data: Uint8Array, pixels: number, channels: number): Uint8Array<ArrayBuffer> {
  const colour = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) colour.fill(data[pixel * channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return colour;
}
