/** Copies as they come about: saved again, made smaller, turned and tagged, in another colour space. */
import sharp, { type Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../app/images/decode.ts';
import type { Chance } from '../random.ts';
import { copies, type PairFile, type PairKind } from './pair.ts';
import { asJpeg } from './save.ts';

/** A camera's JPEG, and what was made of it. */
function madeOf(
  name: string,
  better: PairKind['better'],
  make: (original: Sharp, chance: Chance, photo: Picture) => Promise<PairFile>,
): PairKind {
  return copies(name, better, async (photo, chance) => {
    const original = await asJpeg(fromPicture(photo), 92);
    return [original, await make(sharp(original.bytes), chance, photo)];
  });
}

const qualities = [30, 50, 70, 85].map((quality) =>
  madeOf(`JPEG ${quality}`, 0, (original) => asJpeg(original, quality)),
);
const sizes = [90, 75, 50, 33, 25, 15].map((percent) =>
  madeOf(`resized to ${percent} %`, 0, async (original, chance, { width }) =>
    asJpeg(original.resize(Math.max(1, Math.round((width * percent) / 100))), Math.round(chance.between(75, 92))),
  ),
);

export const trueCopies: PairKind[] = [
  copies('identical', null, async (photo) => {
    const original = await asJpeg(fromPicture(photo), 92);
    return [original, original];
  }),
  ...qualities,
  ...[95, 100].map((quality) => madeOf(`JPEG ${quality}`, null, (original) => asJpeg(original, quality))),
  madeOf('WebP', 0, async (original, chance) => ({
    bytes: await original.webp({ quality: Math.round(chance.between(60, 90)) }).toBuffer(),
    extension: 'webp',
  })),
  madeOf('AVIF', 0, async (original, chance) => ({
    bytes: await original.avif({ quality: Math.round(chance.between(45, 75)), effort: 2 }).toBuffer(),
    extension: 'avif',
  })),
  madeOf('PNG', null, async (original) => ({ bytes: await original.png().toBuffer(), extension: 'png' })),
  ...sizes,
  copies('tag alone changed', null, async (photo) => {
    const original = await asJpeg(fromPicture(photo), 92);
    const note = Buffer.from('a comment of some program\0');
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, note.length + 2]), note]);
    return [
      original,
      { bytes: Buffer.concat([original.bytes.subarray(0, 2), segment, original.bytes.subarray(2)]), extension: 'jpg' },
    ];
  }),
  madeOf('turned and tagged', null, async (original) => {
    const turned = await original.rotate(270).raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = turned.info;
    return asJpeg(
      sharp(turned.data, { raw: { width, height, channels: channels as 3 } }).withMetadata({ orientation: 6 }),
      92,
    );
  }),
  madeOf('another colour space', null, (original) => asJpeg(original.withIccProfile('p3'), 92)),
  copies('opaque alpha', null, async (photo) => [
    { bytes: await fromPicture(photo).png().toBuffer(), extension: 'png' },
    { bytes: await fromPicture(photo).ensureAlpha().png().toBuffer(), extension: 'png' },
  ]),
];
