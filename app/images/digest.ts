/** Digests of all of a photo's pixels: equal digests prove equal pixels, whatever the files' metadata say. */
import { hash } from 'node:crypto';
import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

export interface PixelDigests {
  /** SHA-256 of the pixels as displayed, after EXIF orientation. */
  displayed: string;
  /** SHA-256 of the pixels as stored: equal between two copies of which one lost or changed its orientation tag. */
  stored: string;
}

/**
 * Decodes the photo at full size, in sRGB with its own bit depth and alpha.
 * @throws PersonError whose message completes "The file … ".
 */
export async function pixelDigests(bytes: Uint8Array, orientation: number): Promise<PixelDigests> {
  const source = await readable(bytes, null);
  const stored = await digest(source, false);
  return { stored, displayed: orientation === 1 ? stored : await digest(source, true) };
}

async function digest(bytes: Uint8Array, upright: boolean): Promise<string> {
  const image = openPhoto(bytes);
  const deep = (await image.metadata().catch(decodeFailure)).depth === 'ushort';
  const { data, info } = await (upright ? image.autoOrient() : image)
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(decodeFailure);
  return hash('sha256', Buffer.concat([Buffer.from(`${info.width}×${info.height}×${info.channels}×${deep}:`), data]));
}
