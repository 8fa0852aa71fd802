/** Copies of a photo, and near-copies that are none: what the verifier has to tell apart. */
import sharp, { type Sharp } from 'sharp';

interface Size {
  width: number;
  height: number;
}

export interface Edit {
  name: string;
  /** Whether the result is the same picture, resized or re-encoded. */
  isCopy: boolean;
  make: (photo: Sharp, size: Size) => Sharp;
}

const scaled =
  (factor: number) =>
  (photo: Sharp, { width }: Size) =>
    photo.resize(Math.max(8, Math.round(width * factor))).jpeg({ quality: 80 });

/** A spot of this radius, as a share of the width: an eye that blinked, a person who left. */
const spot =
  (radius: number) =>
  (photo: Sharp, { width, height }: Size) =>
    photo
      .composite([
        {
          input: Buffer.from(
            `<svg width="${width}" height="${height}"><circle cx="60%" cy="40%" r="${width * radius}" fill="#a33"/></svg>`,
          ),
        },
      ])
      .jpeg({ quality: 90 });

const shifted =
  (share: number) =>
  (photo: Sharp, { width, height }: Size) => {
    const left = Math.max(2, Math.round(width * share));
    return photo
      .extract({ left, top: 0, width: width - left, height: Math.round(height * (1 - share)) })
      .jpeg({ quality: 90 });
  };

export const edits: Edit[] = [
  { name: 'JPEG quality 75', isCopy: true, make: (photo) => photo.jpeg({ quality: 75 }) },
  { name: 'JPEG quality 30', isCopy: true, make: (photo) => photo.jpeg({ quality: 30 }) },
  { name: 'WebP quality 40', isCopy: true, make: (photo) => photo.webp({ quality: 40 }) },
  { name: 'half the size', isCopy: true, make: scaled(1 / 2) },
  { name: 'a third of the size', isCopy: true, make: scaled(1 / 3) },
  { name: 'a quarter of the size', isCopy: true, make: scaled(1 / 4) },
  { name: 'twice the size', isCopy: true, make: scaled(2) },
  { name: 'moved by 2 %', isCopy: false, make: shifted(0.02) },
  { name: 'moved by 1 %', isCopy: false, make: shifted(0.01) },
  {
    name: 'turned by 1°',
    isCopy: false,
    make: (photo, { width, height }) => photo.rotate(1).resize(width, height, { fit: 'cover' }).jpeg({ quality: 90 }),
  },
  { name: 'mirrored', isCopy: false, make: (photo) => photo.flop().jpeg({ quality: 90 }) },
  { name: 'brighter by 8 %', isCopy: false, make: (photo) => photo.linear(1.08, 0).jpeg({ quality: 90 }) },
  { name: 'spot of 6 %', isCopy: false, make: spot(0.03) },
  { name: 'spot of 3 %', isCopy: false, make: spot(0.015) },
];

export async function applyEdit({ make }: Edit, upright: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(upright).metadata();
  return make(sharp(upright), { width, height }).toBuffer();
}

/** Turns a photo's pixels and tags it so that it looks as before; or leaves the pixels, so that only its tag changes. */
export async function reorient(upright: Buffer, orientation: number, compensate: boolean): Promise<Buffer> {
  const turned = compensate ? await inverse(sharp(upright), orientation).png().toBuffer() : upright;
  return sharp(turned).withMetadata({ orientation }).jpeg({ quality: 92 }).toBuffer();
}

/** The pixels that EXIF's `orientation` turns upright. */
function inverse(photo: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2:
      return photo.flop();
    case 3:
      return photo.rotate(180);
    case 4:
      return photo.flip();
    case 5:
      return photo.rotate(270).flop();
    case 6:
      return photo.rotate(270);
    case 7:
      return photo.rotate(90).flop();
    case 8:
      return photo.rotate(90);
    default:
      return photo;
  }
}
