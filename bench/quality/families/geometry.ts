/** Another frame: cropped, turned, mirrored, stretched, seen a little from the side; one of these or several. */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { cropped, pixelsOf } from '../edits/edit.ts';
import { perspective } from '../homography.ts';
import { anyColour, oneOrTwo, type Changes, type Family } from './family.ts';

const changes: Changes = [
  (photo, chance) => pixelsOf(cropped(photo, chance.between(0.4, 0.95), chance)),
  (photo, chance) => pixelsOf(fromPicture(photo).rotate(chance.between(-40, 40), { background: anyColour(chance) })),
  (photo, chance) => pixelsOf(fromPicture(photo).rotate(chance.pick([90, 180, 270]))),
  (photo) => pixelsOf(fromPicture(photo).flop()),
  (photo, chance) =>
    pixelsOf(
      fromPicture(photo).resize({
        width: Math.round(photo.width * chance.between(0.65, 1)),
        height: Math.round(photo.height * chance.between(0.65, 1)),
        fit: 'fill',
      }),
    ),
  (photo, chance) => Promise.resolve(fromTheSide(photo, chance.between(0.02, 0.12), chance)),
];

export const geometry: Family = { name: 'geometry', change: oneOrTwo(changes, 0.4) };

/** Corners of what is seen lie up to this share of the sides inside the picture. */
export function fromTheSide(photo: Picture, most: number, chance: Chance): Picture {
  const { width, height } = photo;
  const inset = () => ({ x: width * chance.between(0, most), y: height * chance.between(0, most) });
  const [a, b, c, d] = [inset(), inset(), inset(), inset()];
  const corners = [
    a,
    { x: width - b.x, y: b.y },
    { x: width - c.x, y: height - c.y },
    { x: d.x, y: height - d.y },
  ] as const;
  return perspective(photo, corners, width, height);
}
