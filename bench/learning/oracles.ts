/** People with ideas of their own of what is "the same": hidden from what learns, which only hears their answers. */
import type { Item } from './items.ts';

/** What a person goes by. */
export type SeenPhoto = Pick<Item, 'source' | 'frame' | 'edit'>;

export interface Oracle {
  name: string;
  /** What a person with this idea answers. */
  says: (a: SeenPhoto, b: SeenPhoto) => boolean;
}

const recolouring = new Set(['dark', 'bright', 'contrast', 'vivid', 'grey', 'sepia + crop 70 % + JPEG 25']);
const cropping = new Set(['crop 80 %', 'crop 50 %', 'crop 30 %', 'sepia + crop 70 % + JPEG 25']);
const turning = new Set(['rotation 5°', 'rotation 15°', 'rotation 90°', 'mirror']);

/** One exposure, however it was edited. */
function isOnePicture(a: SeenPhoto, b: SeenPhoto): boolean {
  return a.source === b.source && a.frame === b.frame;
}

/** One picture, unless only one of the two is edited in such a way, or both in different ones. */
function unlessBy(edits: ReadonlySet<string>): Oracle['says'] {
  const mark = ({ edit }: SeenPhoto) => (edit !== null && edits.has(edit) ? edit : null);
  return (a, b) => isOnePicture(a, b) && mark(a) === mark(b);
}

/** What the shipped judge learnt. */
export const onePicture: Oracle = { name: 'one picture, however edited', says: isOnePicture };

/** People whom the shipped judge serves badly. */
export const oracles: readonly Oracle[] = [
  { name: 'recoloured copies differ', says: unlessBy(recolouring) },
  { name: 'cropped copies differ', says: unlessBy(cropping) },
  { name: 'mirrored and turned copies differ', says: unlessBy(turning) },
  { name: 'frames of one burst or place are the same', says: (a, b) => a.source === b.source },
];
