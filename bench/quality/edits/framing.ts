/** Turned, mirrored, cropped. */
import type { Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { cropped, pixelEdit, pixelsOf, type Edit } from './edit.ts';

const grounds = ['#000000', '#ffffff', '#808080'] as const;

const rotation = (degrees: number) =>
  pixelEdit(`rotation ${degrees}°`, 'cropped', (photo, chance) => rotated(photo, degrees, chance));

const crop = (share: number) =>
  pixelEdit(`crop ${Math.round(share * 100)} %`, 'cropped', (photo, chance) => cropped(photo, share, chance));

export const framings: Edit[] = [
  rotation(5),
  rotation(15),
  pixelEdit('rotation 90°', 'cropped', (photo, chance) => fromPicture(photo).rotate(chance.pick([90, 270]))),
  pixelEdit('mirror', 'cropped', (photo) => fromPicture(photo).flop()),
  crop(0.8),
  crop(0.5),
  crop(0.3),
];

/** Either way round; on a plain ground that the corners leave, or cropped to what lies inside. */
async function rotated(photo: Picture, degrees: number, chance: Chance): Promise<Sharp> {
  const angle = chance.isLucky() ? degrees : -degrees;
  const turned = await pixelsOf(fromPicture(photo).rotate(angle, { background: chance.pick(grounds) }));
  return chance.isLucky() ? fromPicture(turned) : inside(turned, photo, degrees);
}

/** The largest upright rectangle of the photo's own shape that shows no ground. */
function inside(turned: Picture, { width, height }: Picture, degrees: number): Sharp {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const share = Math.min(width / (width * cosine + height * sine), height / (width * sine + height * cosine));
  const size = { width: Math.floor(width * share) - 1, height: Math.floor(height * share) - 1 };
  const left = Math.round((turned.width - size.width) / 2);
  const top = Math.round((turned.height - size.height) / 2);
  return fromPicture(turned).extract({ left, top, ...size });
}
