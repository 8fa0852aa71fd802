/** Another light or other colours, the same all over the picture. */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import { pixelsOf } from '../edits/edit.ts';
import { oneOrTwo, type Changes, type Family } from './family.ts';

const changes: Changes = [
  (photo, chance) => pixelsOf(fromPicture(photo).linear(chance.between(0.4, 1.8), chance.between(-50, 40))),
  (photo, chance) => curved(photo, () => chance.between(0.45, 2.2)),
  (photo, chance) =>
    pixelsOf(
      fromPicture(photo).modulate({
        saturation: chance.between(0.1, 2.5),
        hue: Math.round(chance.between(-50, 50)),
      }),
    ),
  (photo, chance) =>
    pixelsOf(
      fromPicture(photo).linear(
        [chance.between(0.65, 1.35), chance.between(0.65, 1.35), chance.between(0.65, 1.35)],
        [0, 0, 0],
      ),
    ),
  (photo, chance) => pixelsOf(fromPicture(photo).tint(`hsl(${chance.below(360)} 60% 60%)`)),
  (photo) => pixelsOf(fromPicture(photo).normalise()),
];

export const tone: Family = { name: 'tone', change: oneOrTwo(changes, 0.5) };

/** A gamma curve for each channel. */
function curved({ data, width, height }: Picture, gamma: () => number): Promise<Picture> {
  const curves = [gamma(), gamma(), gamma()].map((exponent) =>
    Uint8Array.from({ length: 256 }, (_, level) => Math.round(255 * (level / 255) ** exponent)),
  );
  return Promise.resolve({ data: data.map((level, at) => curves[at % 3]?.[level] ?? level), width, height });
}
