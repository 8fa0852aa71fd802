/**
 * What a simulated library holds of one photo: the photo with some edits, or a burst or views of a place drawn from it, or
 * the photo alone. Everything is drawn by the photo's content hash: the same photo always gives the same items.
 */
import { readFile } from 'node:fs/promises';
import { decode, fromPicture, type Picture } from '../../app/images/decode.ts';
import type { MeasuredPhoto } from '../photos.ts';
import { burst } from '../quality/burst.ts';
import { edits } from '../quality/edits/edits.ts';
import { Chance } from '../random.ts';
import { secondsAfter, type Shot } from './clock.ts';
import { placeViews } from './place.ts';

export type SourceRole = 'edited' | 'burst' | 'place' | 'alone';

export interface Item {
  /** The photo that it was made of: its place in the list of sources. */
  source: number;
  /** Which exposure of the scene: 0 the photo itself and all its edits, from 1 on the frames of a burst or a place. */
  frame: number;
  /** The edit's name; null for what came from the camera. */
  edit: string | null;
  bytes: Uint8Array;
  takenAt: string | null;
  camera: string | null;
}

/** Of ten sources, so many of each role: people's libraries are full of bursts. */
const roles: readonly SourceRole[] = [
  'edited',
  'burst',
  'place',
  'edited',
  'burst',
  'alone',
  'edited',
  'burst',
  'place',
  'alone',
];
const editsEach = 5;
const framesOfBurst = 4;
const viewsOfPlace = 3;
/** Larger photos would cost minutes, and the verifier sees no more of them. */
const largestSide = 512;
/** Editors keep what a photo says of its making, messengers drop it. */
const keepsMetadata = 0.4;

export function roleOf(source: number): SourceRole {
  return roles[source % roles.length] ?? 'alone';
}

/** @param passer another photo, a piece of which walks through a burst. */
export async function itemsOf(
  photo: MeasuredPhoto,
  passer: MeasuredPhoto,
  source: number,
  shot: Shot,
): Promise<Item[]> {
  const chance = new Chance(`${photo.sha256} learning`);
  const picture = await decode(await readFile(photo.path), largestSide, false);
  const camera = async (frames: Promise<Buffer[]>, gap: () => number): Promise<Item[]> => {
    let seconds = 0;
    return (await frames).map((bytes, at) => {
      if (at > 0) seconds += gap();
      return { source, frame: at + 1, edit: null, bytes, ...secondsAfter(shot, seconds) };
    });
  };
  switch (roleOf(source)) {
    case 'burst':
      return camera(burst(picture, await small(passer), framesOfBurst, chance), () => Math.round(chance.between(0, 3)));
    case 'place':
      // Some minutes later, or on another day.
      return camera(placeViews(picture, viewsOfPlace, chance), () =>
        Math.round(chance.isLucky(0.7) ? chance.between(20, 1200) : chance.between(20_000, 300_000)),
      );
    case 'edited':
      return [await original(picture, source, shot), ...(await editsOf(picture, photo, source, shot, chance))];
    case 'alone':
      return [await original(picture, source, shot)];
  }
}

async function small({ path }: MeasuredPhoto): Promise<Picture> {
  return decode(await readFile(path), largestSide, false);
}

async function original(picture: Picture, source: number, shot: Shot): Promise<Item> {
  const bytes = await fromPicture(picture).jpeg({ quality: 92 }).toBuffer();
  return { source, frame: 0, edit: null, bytes, ...shot };
}

async function editsOf(
  picture: Picture,
  { sha256 }: MeasuredPhoto,
  source: number,
  shot: Shot,
  chance: Chance,
): Promise<Item[]> {
  const made = [];
  for (const edit of chance.shuffle(edits).slice(0, editsEach)) {
    const { bytes } = await edit.make(picture, new Chance(`${sha256} ${edit.name}`));
    const facts = chance.isLucky(keepsMetadata) ? shot : { takenAt: null, camera: null };
    made.push({ source, frame: 0, edit: edit.name, bytes, ...facts });
  }
  return made;
}
