/** Pictures in formats that sharp does not read, by ImageMagick's WebAssembly build: 8 bits a sample. */
import { readFile } from 'node:fs/promises';
import {
  ColorProfile,
  ColorSpace,
  ImageMagick,
  initializeImageMagick,
  MagickFormat,
  MagickReadSettings,
  ResourceLimits,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import { DecoderProblem, reduce, reduction, type Described } from './decoded.ts';
import { srgbProfile } from './nclx.ts';

/** By what a file begins with: no other format of ImageMagick's is ever asked to read a file. */
const formats = {
  jxl: MagickFormat.Jxl,
  jp2: MagickFormat.Jp2,
  j2k: MagickFormat.J2k,
  psd: MagickFormat.Psd,
  psb: MagickFormat.Psb,
  bmp: MagickFormat.Bmp,
  tga: MagickFormat.Tga,
  pnm: MagickFormat.Pnm,
  pam: MagickFormat.Pam,
  ico: MagickFormat.Ico,
  pcx: MagickFormat.Pcx,
  qoi: MagickFormat.Qoi,
  exr: MagickFormat.Exr,
  hdr: MagickFormat.Hdr,
  tiff: MagickFormat.Tiff,
} as const;
export type MagickKind = keyof typeof formats;

/** ImageMagick holds four bytes a pixel and decoders as much again: more pixels would take more than 1 GB. */
const largest = 80_000_000;

let starting: Promise<void> | undefined;

async function start(): Promise<void> {
  const wasm = await readFile(new URL(import.meta.resolve('@imagemagick/magick-wasm/magick.wasm')));
  await initializeImageMagick(wasm);
  ResourceLimits.memory = 800n * 1024n ** 2n;
  ResourceLimits.area = BigInt(largest);
  ResourceLimits.disk = 0n;
  ResourceLimits.time = 20n;
}

/**
 * @param side longest side that is needed, in pixels; null for the whole picture.
 * @throws DecoderProblem for a picture that is too large, Error for one that is damaged.
 */
export async function decodeByMagick(bytes: Uint8Array, kind: MagickKind, side: number | null): Promise<Described> {
  await (starting ??= start());
  const settings = new MagickReadSettings({ format: formats[kind] });
  // Of an icon's pictures the largest is shown; of all others the first, which in a layered file is the composite.
  if (kind === 'ico')
    return ImageMagick.readCollection(bytes, settings, (images) => {
      const [first, ...others] = images;
      if (first === undefined) throw new Error('no picture inside');
      const best = others.reduce<IMagickImage>((most, image) => (image.width > most.width ? image : most), first);
      return describe(best, kind, side);
    });
  settings.frameIndex = 0;
  settings.frameCount = 1;
  return ImageMagick.read(bytes, settings, (image) => describe(image, kind, side));
}

function describe(image: IMagickImage, kind: MagickKind, side: number | null): Described {
  if (image.width * image.height > largest)
    throw new DecoderProblem(
      `has ${Math.round((image.width * image.height) / 1e6)} megapixels, too many for a file of its kind to be decoded`,
    );
  const bits = image.depth;
  // Other decoders turn pixels by themselves, and still tell how they lay.
  if (kind === 'jxl') image.autoOrient();
  const profile = toRgb(image);
  const { width, height, hasAlpha } = image;
  const channels = hasAlpha ? 4 : 3;
  const factor = side === null ? 1 : reduction(width, height, side);
  return image.getPixels((pixels) => {
    const data = pixels.toByteArray(0, 0, width, height, hasAlpha ? 'RGBA' : 'RGB');
    if (data === null) throw new Error('no pixels');
    const reduced = reduce(data, width * channels, { width, height, channels }, factor);
    return {
      ...reduced,
      profile,
      fullWidth: width,
      fullHeight: height,
      bits,
      alpha: hasAlpha,
      pages: 1,
      pixelsDecoded: width * height,
    };
  });
}

/** Leaves red, green and blue in the image. @returns the profile that they are in; null for sRGB. */
function toRgb(image: IMagickImage): Uint8Array | null {
  const profile = image.getColorProfile()?.data.slice() ?? null;
  if (profile !== null && Buffer.from(profile.subarray(16, 20)).toString('latin1') === 'RGB ') return profile;
  if (profile !== null && image.colorSpace !== ColorSpace.Gray) {
    if (image.transformColorSpace(new ColorProfile(srgbProfile()))) return null;
  }
  if (image.colorSpace !== ColorSpace.sRGB && image.colorSpace !== ColorSpace.Gray) image.colorSpace = ColorSpace.sRGB;
  return null;
}
