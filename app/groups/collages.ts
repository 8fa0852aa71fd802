/** Pictures that hold several others: none of those is the other, and they must not meet in one group through it. */
import type { Part } from '../store/pairs.ts';

/** Two boxes show one thing when they share this much of the smaller. */
const shared = 0.5;

/** What lies beside a picture of its own and shows no edge is one as well if it is so large: a share of the picture's area. */
const asLarge = 0.5;

/**
 * @param parts what lies in pages and collages. Two pictures of their own side by side make a collage.
 * @returns whether a pair is a collage and one of the photos in it.
 */
export function collageLinks(parts: readonly Part[]): (pair: { a: number; b: number }) => boolean {
  const links = new Set<string>();
  for (const within of Map.groupBy(parts, ({ whole }) => whole).values()) {
    const framed = within.filter((one) => one.framed);
    if (!framed.some((one) => within.some((other) => isBeside(one, other)))) continue;
    for (const { part, whole } of within) links.add(keyOf(part, whole));
  }
  return ({ a, b }) => links.has(keyOf(a, b));
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function isBeside({ box }: Part, other: Part): boolean {
  if (isOneThing(box, other.box)) return false;
  return other.framed || areaOf(other.box) >= asLarge * areaOf(box);
}

function areaOf({ width, height }: Part['box']): number {
  return width * height;
}

function isOneThing(a: Part['box'], b: Part['box']): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const smaller = Math.min(areaOf(a), areaOf(b));
  return Math.max(0, across) * Math.max(0, down) >= shared * smaller;
}
