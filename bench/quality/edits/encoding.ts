/** Saved again: stronger compression, another format, fewer pixels. */
import { fromPicture } from '../../../app/images/decode.ts';
import { asJpeg, pixelEdit, scaled, type Edit } from './edit.ts';

const jpeg = (quality: number): Edit => ({
  name: `JPEG ${quality}`,
  expected: 'resized',
  make: (photo) => asJpeg(fromPicture(photo), quality),
});

export const encodings: Edit[] = [
  jpeg(30),
  jpeg(8),
  {
    name: 'WebP 40',
    expected: 'resized',
    make: async (photo) => ({ bytes: await fromPicture(photo).webp({ quality: 40 }).toBuffer(), extension: 'webp' }),
  },
  pixelEdit('quarter size', 'resized', (photo) => fromPicture(photo).resize({ ...scaled(photo, 1 / 4), fit: 'fill' })),
  pixelEdit('stretch', 'resized', (photo, chance) => {
    const { width, height } = photo;
    const squeezed = chance.between(0.7, 0.85);
    const size = chance.isLucky()
      ? { width: Math.round(width * squeezed), height }
      : { width, height: Math.round(height * squeezed) };
    return fromPicture(photo).resize({ ...size, fit: 'fill' });
  }),
];
