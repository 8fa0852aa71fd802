/** How good a picture really is, whatever its file claims: one decoding serves all measures. */
import { measureColours, type Colours } from './colours.ts';
import { finestDetail } from './detail.ts';
import { earlierQuality } from './earlier-compression.ts';
import { decodeFailure, openPhoto } from '../open.ts';
import { readable } from '../readers/foreign.ts';
import { jpegQuality } from './quality.ts';
import { webpQuality } from './webp-quality.ts';

/** Changes when other things are measured: photos are measured anew then. */
export const measureVersion = 'measure-3';

export interface PictureMeasure extends Colours {
  /** Shares of the finest detail that its rows and columns could hold, 0 to 1; 1 for a picture too small to be measured. */
  detailAcross: number;
  detailDown: number;
  /**
   * The worst compression that it has been through, on the scale of JPEG's qualities, 1 to 100: its own, or an earlier one
   * whose traces are left. Null where no loss is known.
   */
  worstQuality: number | null;
}

/** Below this quality the edges of blocks would pass for detail. */
const blocky = 75;

/** What AVIF lost cannot be read off it; it is never without loss where it is found, and no camera writes it. */
const qualityOfAvif = 80;

/** At most this much of the middle is looked at, a side, from a place where blocks of 8 × 8 begin. */
const middle = 2048;

/** @throws PersonError whose message completes "The file … ". */
export async function measurePicture(bytes: Uint8Array): Promise<PictureMeasure> {
  const image = openPhoto(await readable(bytes, null));
  const whole = await image.metadata().catch(decodeFailure);
  const [width, height] = [Math.min(middle, whole.width), Math.min(middle, whole.height)];
  const [left, top] = [(whole.width - width) >> 4, (whole.height - height) >> 4].map((place) => place * 8);
  const { data, info } = await image
    .extract({ left: left ?? 0, top: top ?? 0, width, height })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(decodeFailure);
  const pixels = info.channels === 3 ? data : greyAsColour(data, info.channels);
  const luminance = luminanceOf(pixels);
  const own = jpegQuality(bytes) ?? webpQuality(bytes) ?? (whole.compression === 'av1' ? qualityOfAvif : null);
  const earlier = earlierQuality(luminance, width, height, (own ?? 100) - 3);
  const worstQuality = earlier === null ? own : Math.min(earlier, own ?? 100);
  const detail = finestDetail(luminance, width, height, (worstQuality ?? 100) < blocky);
  return {
    detailAcross: detail?.across ?? 1,
    detailDown: detail?.down ?? 1,
    worstQuality,
    ...measureColours(pixels),
  };
}

/** ITU-R BT.601, as JPEG has it. */
function luminanceOf(pixels: Uint8Array): Uint8Array {
  const luminance = new Uint8Array(pixels.length / 3);
  for (let at = 0, from = 0; at < luminance.length; at++, from += 3)
    luminance[at] = Math.round(
      0.299 * (pixels[from] ?? 0) + 0.587 * (pixels[from + 1] ?? 0) + 0.114 * (pixels[from + 2] ?? 0),
    );
  return luminance;
}

function greyAsColour(data: Uint8Array, channels: number): Uint8Array {
  const pixels = new Uint8Array((data.length / channels) * 3);
  for (let pixel = 0; pixel * 3 < pixels.length; pixel++)
    pixels.fill(data[pixel * channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return pixels;
}
