/**
 * A family of things that happen to photos: not one edit with a strength, but whatever of its kind apps, people and
 * machines do, each parameter drawn anew and widely.
 */
import type { Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';

export interface Family {
  name: string;
  /** @param others photos that have nothing to do with this one, for pictures of several. */
  change: (photo: Picture, chance: Chance, others: readonly [Picture, ...Picture[]]) => Promise<Picture>;
}

type Change = (photo: Picture, chance: Chance) => Promise<Picture>;
export type Changes = readonly [Change, ...Change[]];

/** One of some changes, and with a probability another one after it. */
export function oneOrTwo(changes: Changes, another: number): Change {
  return async (photo, chance) => {
    const first = await chance.pick(changes)(photo, chance);
    return chance.isLucky(another) ? chance.pick(changes)(first, chance) : first;
  };
}

/** A drawing as large as a picture, as SVG. */
export function drawing({ width, height }: { width: number; height: number }, parts: readonly string[]): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`,
  );
}

/** A colour anywhere between black, white and full saturation. */
export function anyColour(chance: Chance): string {
  return `hsl(${chance.below(360)} ${chance.below(101)}% ${chance.below(101)}%)`;
}

const syllables = ['ma', 'ri', 'to', 'na', 'la', 'sen', 'ber', 'ko', 'li', 'der', 'um', 'est'] as const;

/** Words of no language, as many as asked for. */
export function anyWords(count: number, chance: Chance): string {
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + chance.below(3) }, () => chance.pick(syllables)).join(''),
  ).join(' ');
}
