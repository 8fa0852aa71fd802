/** People whose idea of "the same" is not what ships: what each would say of any two photos of a written library. */
import { oracles } from '../learning/oracles.ts';
import type { WrittenPhoto } from './written-library.ts';

export interface Somebody {
  name: string;
  says: (a: WrittenPhoto, b: WrittenPhoto) => boolean;
}

/** Frames of one burst have left the camera within seconds, views of a place have not. */
const isOneBurst = (a: WrittenPhoto, b: WrittenPhoto) => a.source === b.source && a.role !== 'place';

export const people: readonly Somebody[] = [
  ...oracles.filter(({ name }) => name.endsWith('differ')),
  { name: 'frames of one burst are the same', says: isOneBurst },
  { name: 'views of one place are the same', says: (a, b) => a.source === b.source },
  { name: 'the same kind of object', says: (a, b) => a.source === b.source || a.thing === b.thing },
];
