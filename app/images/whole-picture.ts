/** All pixels of a photo's first picture, or all of them at a smaller size, for comparing two photos place by place. */
import { decodeFailure, openPhoto } from './open.ts';
import { readable } from './readers/foreign.ts';

export interface WholePicture {
  /** sRGB, three bytes a pixel, row by row; multiplied by its opacity. */
  colours: Uint8Array<ArrayBuffer>;
  /** Opacity, a byte a pixel; null where all of it is opaque. */
  opacity: Uint8Array<ArrayBuffer> | null;
  width: number;
  height: number;
}

/** How a picture is brought to a smaller size. `shrunk`: by halves while it is decoded, as programs in a hurry do, then by Lanczos. */
export type Kernel = 'lanczos3' | 'linear' | 'nearest' | 'shrunk';

/** All pixels are read, but where leaving some out is asked for: what is compared is the picture itself. */
const waysOf = {
  lanczos3: { kernel: 'lanczos3', fastShrinkOnLoad: false },
  linear: { kernel: 'linear', fastShrinkOnLoad: false },
  nearest: { kernel: 'nearest', fastShrinkOnLoad: false },
  shrunk: { kernel: 'lanczos3', fastShrinkOnLoad: true },
} as const;

/**
 * @param isUpright whether its EXIF orientation is applied; otherwise the pixels are as they are stored.
 * @param size the size to bring it to, after that; its own when left out.
 * @throws PersonError whose message completes "The file … ".
 */
export async function decodeWhole(
  bytes: Uint8Array,
  isUpright: boolean,
  size?: { width: number; height: number; kernel: Kernel },
): Promise<WholePicture> {
  const image = openPhoto(await readable(bytes, null));
  const whole = (isUpright ? image.autoOrient() : image).toColourspace('srgb');
  const sized =
    size === undefined ? whole : whole.resize(size.width, size.height, { fit: 'fill', ...waysOf[size.kernel] });
  const { data, info } = await sized.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }).catch(decodeFailure);
  return fromSamples(data, info);
}

/** One to four samples a pixel, as they come from a decoder. */
function fromSamples(
  data: Uint8Array,
  { width, height, channels }: { width: number; height: number; channels: number },
): WholePicture {
  const count = width * height;
  const isGrey = channels < 3;
  const opacity = channels % 2 === 0 ? new Uint8Array(count) : null;
  if (channels === 3) return { colours: new Uint8Array(data), opacity: null, width, height };
  const colours = new Uint8Array(count * 3);
  let isOpaque = true;
  for (let pixel = 0, at = 0, to = 0; pixel < count; pixel++, at += channels, to += 3) {
    const alpha = opacity === null ? 255 : data[at + channels - 1]!;
    if (opacity !== null) opacity[pixel] = alpha;
    if (alpha !== 255) isOpaque = false;
    for (let sample = 0; sample < 3; sample++)
      colours[to + sample] = Math.round((data[at + (isGrey ? 0 : sample)]! * alpha) / 255);
  }
  return { colours, opacity: isOpaque ? null : opacity, width, height };
}

/** A picture's pixels as another orientation stores them. @param orientation EXIF 1 to 8, the one that was applied. */
export function asStored(picture: WholePicture, orientation: number): WholePicture {
  if (orientation === 1) return picture;
  const isSwapped = orientation >= 5;
  const [width, height] = isSwapped ? [picture.height, picture.width] : [picture.width, picture.height];
  const colours = new Uint8Array(picture.colours.length);
  const opacity = picture.opacity === null ? null : new Uint8Array(picture.opacity.length);
  const [lastX, lastY] = [picture.width - 1, picture.height - 1];
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to++) {
      const from = displayedAt(x, y, lastX, lastY, orientation, picture.width);
      for (let sample = 0; sample < 3; sample++) colours[to * 3 + sample] = picture.colours[from * 3 + sample]!;
      if (opacity !== null && picture.opacity !== null) opacity[to] = picture.opacity[from]!;
    }
  return { colours, opacity, width, height };
}

/** Where the stored pixel (x, y) is displayed, by EXIF orientation (TIFF 6.0, tag 274). */
function displayedAt(x: number, y: number, lastX: number, lastY: number, orientation: number, width: number): number {
  switch (orientation) {
    case 2:
      return y * width + lastX - x;
    case 3:
      return (lastY - y) * width + lastX - x;
    case 4:
      return (lastY - y) * width + x;
    case 5:
      return x * width + y;
    case 6:
      return x * width + lastX - y;
    case 7:
      return (lastY - x) * width + lastX - y;
    case 8:
      return (lastY - x) * width + y;
    default:
      return y * width + x;
  }
}
