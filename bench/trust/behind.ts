/** Files with more behind their first picture. */
import sharp from 'sharp';
import { fromPicture, type Picture } from '../../app/images/decode.ts';
import type { Chance } from '../random.ts';
import { copies, noCopies, type PairFile, type PairKind } from './pair.ts';

const jpg = (bytes: Buffer): PairFile => ({ bytes, extension: 'jpg' });

/** A video as phones put it behind a JPEG: boxes of ISO 14496-12, and bytes that nobody looks into. */
function video(chance: Chance): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const body = Buffer.from(Array.from({ length: 40_000 }, () => chance.below(256)));
  return Buffer.concat([box('ftyp', Buffer.from('mp42\0\0\0\0mp42isom', 'latin1')), box('mdat', body)]);
}

const still = (photo: Picture) => fromPicture(photo).jpeg({ quality: 92 }).toBuffer();

async function animated(frames: readonly Buffer[], extension: 'gif' | 'webp'): Promise<PairFile> {
  const bytes = await sharp([...frames], { join: { animated: true } })
    .toFormat(extension)
    .toBuffer();
  return { bytes, extension };
}

const others = (chance: Chance, count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      sharp({
        create: {
          width: 160,
          height: 160,
          channels: 3,
          background: { r: chance.below(256), g: chance.below(256), b: chance.below(256) },
        },
      })
        .png()
        .toBuffer(),
    ),
  );

export const behinds: PairKind[] = [
  noCopies('two videos behind one still', async (photo, chance) => {
    const image = await still(photo);
    return [jpg(Buffer.concat([image, video(chance)])), jpg(Buffer.concat([image, video(chance)]))];
  }),
  copies('video behind a still, and the still', 0, async (photo, chance) => {
    const image = await still(photo);
    return [
      jpg(Buffer.concat([image, video(chance)])),
      jpg(
        await sharp(image)
          .withExif({ IFD0: { Copyright: 'me', Artist: 'I', ImageDescription: 'here' } })
          .jpeg({ quality: 92 })
          .toBuffer(),
      ),
    ];
  }),
  ...(['gif', 'webp'] as const).map((extension) =>
    noCopies(`animations that begin alike, ${extension}`, async (photo, chance) => {
      const first = await fromPicture(photo).resize(160, 160, { fit: 'fill' }).png().toBuffer();
      return [
        await animated([first, ...(await others(chance, 3))], extension),
        await animated([first, ...(await others(chance, 3))], extension),
      ];
    }),
  ),
];
