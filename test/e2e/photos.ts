/** Real photo files for the window's tests, painted from a seed so that every run sees the same ones. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A small reproducible source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A picture unlike that of any other seed; `stir` moves what is in it about, as between two shots of one scene. */
export function paint(seed: number, { width = 1200, height = 900, stir = 0 } = {}): Sharp {
  const next = chance(seed);
  const aside = chance(seed + 1000);
  const moved = () => (aside() - 0.5) * 2 * stir;
  const colour = () => `hsl(${next() * 360} ${30 + next() * 60}% ${20 + next() * 60}%)`;
  const shapes = Array.from({ length: 14 }, (_, place) => {
    const [x, y] = [next() * width + moved(), next() * height + moved()];
    const size = (0.05 + next() * 0.3) * width;
    if (place % 3 === 0) return `<circle cx="${x}" cy="${y}" r="${size / 2}" fill="${colour()}"/>`;
    if (place % 3 === 1) {
      const turn = next() * 90;
      return `<rect x="${x}" y="${y}" width="${size}" height="${size * next()}" fill="${colour()}" transform="rotate(${turn} ${x} ${y})"/>`;
    }
    return `<path d="M${x} ${y} L${next() * width} ${next() * height} L${next() * width} ${next() * height}Z" fill="${colour()}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour()}"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}

/**
 * A folder with one group of each kind, photos that are in no group, and two files that cannot be read:
 * `beach` twice byte for byte, `forest` twice with the same pixels, `harbour` also smaller, and two shots of a `market`.
 */
export async function makePhotos(folder: string) {
  const copies = join(folder, 'Copies');
  await mkdir(copies, { recursive: true });
  for (let seed = 10; seed < 16; seed++)
    await paint(seed)
      .jpeg({ quality: 90 })
      .toFile(join(folder, `single-${seed}.jpg`));

  await paint(1).jpeg({ quality: 90 }).toFile(join(folder, 'beach.jpg'));
  await copyFile(join(folder, 'beach.jpg'), join(copies, 'beach copy.jpg'));

  await paint(2).png({ compressionLevel: 9 }).toFile(join(folder, 'forest.png'));
  await paint(2).png({ compressionLevel: 1 }).toFile(join(copies, 'forest saved again.png'));

  await paint(3).jpeg({ quality: 92 }).toFile(join(folder, 'harbour.jpg'));
  await sharp(join(folder, 'harbour.jpg')).resize(600).jpeg({ quality: 70 }).toFile(join(copies, 'harbour small.jpg'));

  await paint(4).jpeg({ quality: 90 }).toFile(join(folder, 'market.jpg'));
  await paint(4, { stir: 30 }).jpeg({ quality: 90 }).toFile(join(copies, 'market again.jpg'));

  const whole = await readFile(join(folder, 'single-10.jpg'));
  await writeFile(join(folder, 'cut off.jpg'), whole.subarray(0, 3000));
  await writeFile(join(folder, 'notes.jpg'), 'These are only words.');
}

/** Many photos that take a while to decode, for scans that must still be running when a button is pressed. */
export async function makeSlowPhotos(folder: string, count: number) {
  await mkdir(folder, { recursive: true });
  const bytes = await paint(99, { width: 3600, height: 2700 }).png({ compressionLevel: 6 }).toBuffer();
  for (let place = 0; place < count; place++) {
    // Bytes behind the end of a PNG change its content hash, not its picture.
    await writeFile(join(folder, `slow-${place}.png`), Buffer.concat([bytes, Buffer.from(String(place))]));
  }
}
