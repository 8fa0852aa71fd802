/**
 * Views of one place, drawn from one photo: the photographer walked on (another part of the scene, nearer or further, seen
 * a little from the side) and came back in another light. They overlap, and no two show the same frame.
 */
import { fromPicture, type Picture } from '../../app/images/decode.ts';
import { perspective, type Corners } from '../quality/homography.ts';
import type { Chance } from '../random.ts';

/** Share of each side that a view shows. */
const nearest = 0.55;
const furthest = 0.75;
/** How far a corner wanders, as a share of the side: a view from the side. */
const tilt = 0.05;

/** @returns JPEGs, smaller than the photo. */
export function placeViews(photo: Picture, views: number, chance: Chance): Promise<Buffer[]> {
  return Promise.all(Array.from({ length: views }, () => view(photo, chance)));
}

function view(photo: Picture, chance: Chance): Promise<Buffer> {
  const share = chance.between(nearest, furthest);
  const [left, top] = [chance.between(0, 1 - share), chance.between(0, 1 - share)];
  const [width, height] = [Math.round(photo.width * share), Math.round(photo.height * share)];
  const corner = (x: number, y: number) => ({
    x: photo.width * inside(x + chance.between(-tilt, tilt)),
    y: photo.height * inside(y + chance.between(-tilt, tilt)),
  });
  const corners: Corners = [
    corner(left, top),
    corner(left + share, top),
    corner(left + share, top + share),
    corner(left, top + share),
  ];
  const light = [0, 1, 2].map(() => chance.between(0.92, 1.08));
  const exposure = chance.between(0.7, 1.35);
  const noise = chance.between(1, 6);
  const { data } = perspective(photo, corners, width, height);
  const lit = data.map((level, at) =>
    Math.min(255, Math.max(0, Math.round(level * exposure * (light[at % 3] ?? 1) + chance.normal() * noise))),
  );
  return fromPicture({ data: lit, width, height }).jpeg({ quality: 88 }).toBuffer();
}

function inside(share: number): number {
  return Math.min(1, Math.max(0, share));
}
