/** Photos of which one was changed: by little that matters, or in a way that loses something of the picture. */
import sharp, { type Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../app/images/decode.ts';
import type { Chance } from '../random.ts';
import { noCopies, type PairKind } from './pair.ts';
import { anyFormat } from './save.ts';

/** The photo as it is, and changed; both saved in the same way. */
function changed(name: string, change: (photo: Picture, chance: Chance) => Sharp | Promise<Sharp>): PairKind {
  return noCopies(name, async (photo, chance) => {
    const save = anyFormat(chance);
    return [await save(fromPicture(photo)), await save(await change(photo, chance))];
  });
}

/** What lies at one place is put at another, this share of the shorter side wide. */
async function withPatch(photo: Picture, chance: Chance, share: number): Promise<Sharp> {
  const side = Math.max(8, Math.round(Math.min(photo.width, photo.height) * share));
  const place = () => ({ left: chance.below(photo.width - side + 1), top: chance.below(photo.height - side + 1) });
  let best: { patch: Buffer; to: { left: number; top: number }; difference: number } | undefined;
  // Of a few places the ones that differ most: a piece of sky upon sky would be no change.
  for (let attempt = 0; attempt < 12; attempt++) {
    const [from, to] = [place(), place()];
    const cut = async (at: { left: number; top: number }) =>
      fromPicture(photo)
        .extract({ ...at, width: side, height: side })
        .raw()
        .toBuffer();
    const [patch, there] = [await cut(from), await cut(to)];
    const difference = patch.reduce((sum, level, at) => sum + Math.abs(level - (there[at] ?? 0)), 0) / patch.length;
    if (best === undefined || difference > best.difference) best = { patch, to, difference };
  }
  if (best === undefined) throw new Error('A patch was drawn.');
  const input = best.patch;
  return fromPicture(photo).composite([{ input, raw: { width: side, height: side, channels: 3 }, ...best.to }]);
}

function stamp(photo: Picture, string: string): Sharp {
  const size = Math.max(9, Math.round(photo.height * 0.035));
  const [x, y] = [photo.width - size * 7, photo.height - size];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${photo.width}" height="${photo.height}"><text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="${size}" fill="#ff9a3c">${string}</text></svg>`;
  return fromPicture(photo).composite([{ input: Buffer.from(svg) }]);
}

function rainbow({ width, height }: Picture): Buffer {
  const stops = ['#f00', '#ff0', '#0f0', '#0ff', '#00f'].map(
    (colour, at) => `<stop offset="${at / 4}" stop-color="${colour}"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="a" x2="1" y2="1">${stops.join('')}</linearGradient><rect width="100%" height="100%" fill="url(#a)"/></svg>`,
  );
}

const scaledBy = (photo: Picture, across: number) =>
  fromPicture(photo).resize(Math.round(photo.width * across), photo.height, { fit: 'fill' });

export const changes: PairKind[] = [
  changed('something small moved (4 %)', (photo, chance) => withPatch(photo, chance, 0.04)),
  changed('something moved (8 %)', (photo, chance) => withPatch(photo, chance, 0.08)),
  noCopies('date stamp, the next day', async (photo, chance) => {
    const save = anyFormat(chance);
    const day = 10 + chance.below(18);
    return [await save(stamp(photo, `2009 07 ${day}`)), await save(stamp(photo, `2009 07 ${day + 1}`))];
  }),
  changed('date stamp, and none', (photo) => stamp(photo, '2009 07 14')),
  changed('stretched by 3 %', (photo, chance) => scaledBy(photo, chance.isLucky() ? 0.97 : 0.96)),
  changed('border of 2 %', (photo, chance) => {
    const wide = Math.max(2, Math.round(photo.width * 0.02));
    return fromPicture(photo).extend({
      ...{ top: wide, bottom: wide, left: wide, right: wide },
      background: chance.pick(['#fff', '#000']),
    });
  }),
  changed('cropped by 2 %', (photo) => {
    const [left, top] = [Math.max(1, Math.round(photo.width * 0.01)), Math.max(1, Math.round(photo.height * 0.01))];
    return fromPicture(photo).extract({ left, top, width: photo.width - 2 * left, height: photo.height - 2 * top });
  }),
  changed('blurred', (photo, chance) => fromPicture(photo).blur(chance.between(1.5, 3))),
  changed('grey', (photo) => fromPicture(photo).greyscale()),
  changed('brighter by 8 %', (photo) => fromPicture(photo).linear(1, 20)),
  changed('warmer', (photo) => fromPicture(photo).linear([1.08, 1, 0.92], [0, 0, 0])),
  noCopies('64 colours', async (photo) => {
    // A drawing of few colours would lose none.
    const many = fromPicture(photo).composite([{ input: rainbow(photo), blend: 'soft-light' }]);
    const { data, info } = await many.raw().toBuffer({ resolveWithObject: true });
    const again = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    return [
      { bytes: await again().jpeg({ quality: 92 }).toBuffer(), extension: 'jpg' },
      { bytes: await again().png({ palette: true, colours: 64, dither: 0.8 }).toBuffer(), extension: 'png' },
    ];
  }),
  changed('next frame of a burst', async (photo, chance) => {
    const shift = Math.max(2, Math.round(photo.width * 0.008));
    const moved = await (await withPatch(photo, chance, 0.12)).png().toBuffer();
    const box = { left: shift, top: 0, width: photo.width - shift, height: photo.height };
    return sharp(moved).extract(box).extend({ right: shift, extendWith: 'mirror' });
  }),
];
