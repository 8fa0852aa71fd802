/** Another light, other colours, less sharpness: the framing stays. */
import type { Matrix3x3, Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import { asJpeg, cropped, pixelEdit, pixelsOf, type Edit } from './edit.ts';

/** The usual sepia matrix, as in the CSS filter `sepia(1)` (W3C Filter Effects, section 8.2). */
const sepiaMatrix: Matrix3x3 = [
  [0.393, 0.769, 0.189],
  [0.349, 0.686, 0.168],
  [0.272, 0.534, 0.131],
];

export const tones: Edit[] = [
  pixelEdit('blur', 'edited', (photo, chance) =>
    fromPicture(photo).blur(Math.max(0.5, (Math.max(photo.width, photo.height) / 100) * chance.between(0.7, 1.1))),
  ),
  pixelEdit('dark', 'edited', (photo, chance) => fromPicture(photo).linear(chance.between(0.45, 0.65), 0)),
  pixelEdit('bright', 'edited', (photo, chance) => fromPicture(photo).linear(chance.between(1.35, 1.6), 0)),
  pixelEdit('contrast', 'edited', (photo, chance) => contrast(photo, chance.between(1.4, 1.8))),
  pixelEdit('vivid', 'edited', (photo, chance) =>
    fromPicture(photo).modulate({ saturation: chance.between(1.7, 2.3), hue: Math.round(chance.between(-8, 8)) }),
  ),
  pixelEdit('grey', 'edited', (photo) => fromPicture(photo).greyscale()),
];

/** Three edits on top of each other, as photos are when a filter app and a messenger had them. */
export const sepiaCrop: Edit = {
  name: 'sepia + crop 70 % + JPEG 25',
  expected: 'cropped',
  make: async (photo, chance) => {
    const part = await pixelsOf(cropped(photo, 0.7, chance));
    return asJpeg(fromPicture(part).recomb(sepiaMatrix), 25);
  },
};

function contrast(photo: Picture, gain: number): Sharp {
  return fromPicture(photo).linear(gain, 128 * (1 - gain));
}
