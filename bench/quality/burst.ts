/**
 * Frames of a burst, drawn from one photo: the hand moved (shift, zoom, a little perspective), the light changed a little,
 * the sensor's noise is new, and something walked through the picture.
 */
import { fromPicture, resize, type Picture } from '../../app/images/decode.ts';
import { pixelsOf } from './edits/edit.ts';
import type { Chance } from '../random.ts';
import { perspective, type Corners } from './homography.ts';

/** Share of each side that a frame shows, before it is zoomed. */
const view = 0.74;
/** How far a corner wanders from frame to frame, as a share of the side. */
const wander = 0.1;

/** @param passer a photo, part of which passes through the scene. @returns JPEGs, smaller than the photo. */
export async function burst(photo: Picture, passer: Picture, frames: number, chance: Chance): Promise<Buffer[]> {
  const object = await cutOut(photo, passer, chance);
  const start = { x: chance.between(0.1, 0.6), y: chance.between(0.2, 0.6) };
  const stride = chance.between(0.04, 0.12) * (chance.isLucky() ? 1 : -1);
  const made = [];
  for (let frame = 0; frame < frames; frame++) {
    const left = Math.round(photo.width * Math.max(0, start.x + stride * frame));
    const top = Math.round(photo.height * start.y);
    const scene = await pixelsOf(fromPicture(photo).composite([{ input: object, left, top }]));
    made.push(await frameOf(scene, chance));
  }
  return made;
}

/** An oval piece of another photo, a seventh to a quarter as high and as wide. */
async function cutOut(photo: Picture, passer: Picture, chance: Chance): Promise<Buffer> {
  const width = Math.max(4, Math.round(photo.width * chance.between(0.14, 0.25)));
  const height = Math.max(4, Math.round(photo.height * chance.between(0.14, 0.25)));
  const oval = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="50%" ry="50%"/></svg>`;
  return fromPicture(await resize(passer, width, height))
    .ensureAlpha()
    .composite([{ input: Buffer.from(oval), blend: 'dest-in' }])
    .png()
    .toBuffer();
}

function frameOf(scene: Picture, chance: Chance): Promise<Buffer> {
  const [width, height] = [Math.round(scene.width * view), Math.round(scene.height * view)];
  const { data } = perspective(scene, corners(scene, chance), width, height);
  const exposure = chance.between(0.85, 1.15);
  const noise = chance.between(1, 6);
  const exposed = data.map((level) =>
    Math.min(255, Math.max(0, Math.round(level * exposure + chance.normal() * noise))),
  );
  return fromPicture({ data: exposed, width, height }).jpeg({ quality: 88 }).toBuffer();
}

/** The corners of a window in the middle, each moved on its own, and all together. */
function corners({ width, height }: Picture, chance: Chance): Corners {
  const edge = (1 - view) / 2;
  const moved = { x: chance.between(-wander, wander) * 0.7, y: chance.between(-wander, wander) * 0.7 };
  const corner = (x: number, y: number) => ({
    x: width * inside(x + moved.x + chance.between(-wander, wander) * 0.5),
    y: height * inside(y + moved.y + chance.between(-wander, wander) * 0.5),
  });
  return [corner(edge, edge), corner(1 - edge, edge), corner(1 - edge, 1 - edge), corner(edge, 1 - edge)];
}

function inside(share: number): number {
  return Math.min(1, Math.max(0, share));
}
