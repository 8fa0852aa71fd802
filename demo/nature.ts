/** What several scenes are made of: ridges, clouds, stars, water. */
import type { Random } from './random.ts';
import { circle, path, rect, type Sketch, stroke, through, times } from './sketch.ts';

/** The outline of hills or mountains, closed below the picture. Roughness 0 is rolling, 1 is jagged. */
export function ridge(sketch: Sketch, random: Random, base: number, relief: number, roughness: number): string {
  let heights = [
    random.between(-0.3, 0.3),
    random.between(0.4, 1),
    random.between(-0.3, 0.6),
    random.between(0.3, 1),
    random.between(-0.2, 0.4),
  ];
  let reach = 0.5;
  const rounds = roughness > 0.3 ? 6 : 2;
  for (let round = 0; round < rounds; round += 1) {
    heights = heights.flatMap((height, index) => {
      const next = heights[index + 1];
      return next === undefined ? [height] : [height, (height + next) / 2 + random.between(-reach, reach)];
    });
    reach *= 0.35 + roughness * 0.2;
  }
  const step = sketch.width / (heights.length - 1);
  const points = heights.map((height, index) => [index * step, base - height * relief] as const);
  const line =
    roughness > 0.3
      ? `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`
      : through([...points, [sketch.width + step, base]]);
  return `${line}L${sketch.width + step} ${sketch.height}L0 ${sketch.height}Z`;
}

export function stars(sketch: Sketch, random: Random, count: number, lowest: number): void {
  sketch.add(
    ...times(count, () => {
      const size = random.between(0.6, 2.4);
      return circle(
        random.between(0, sketch.width),
        random.between(0, lowest),
        size,
        '#fff',
        `fill-opacity="${random.between(0.25, 1)}"`,
      );
    }),
  );
}

export function cloud(
  sketch: Sketch,
  random: Random,
  x: number,
  y: number,
  size: number,
  colour: string,
  opacity = 0.8,
): void {
  const puffs = times(9, (index) => {
    const along = (index / 8) * 2 - 1;
    const radius = size * (0.18 + 0.2 * (1 - along * along)) * random.between(0.75, 1.15);
    return sketch.haze(x + along * size, y - radius * 0.45, radius * 1.35, radius, colour, 1, size * 0.07);
  });
  const foot = sketch.haze(x, y, size * 1.25, size * 0.16, colour, 1, size * 0.07);
  sketch.add(`<g opacity="${opacity}">${puffs.join('')}${foot}</g>`);
}

/** Light on water: short level strokes, longer and further apart towards the viewer. */
export function glitter(
  sketch: Sketch,
  random: Random,
  {
    x,
    top,
    bottom,
    width,
    colour,
    count,
  }: { x: number; top: number; bottom: number; width: number; colour: string; count: number },
): void {
  sketch.add(
    ...times(count, () => {
      const depth = random.between(0, 1) ** 1.4;
      const y = top + (bottom - top) * depth;
      const length = random.between(0.15, 1) * (12 + 70 * depth);
      const at = x + random.between(-1, 1) * width * (0.25 + depth);
      return stroke(
        `M${at - length} ${y}h${length * 2}`,
        colour,
        1.5 + 4 * depth,
        `stroke-opacity="${random.between(0.15, 0.75)}"`,
      );
    }),
  );
}

/** Water from a line down, with ripples darker and lighter than itself. */
export function water(sketch: Sketch, random: Random, top: number, fill: string, light: string, dark: string): void {
  const { width, height } = sketch;
  sketch.add(rect(0, top, width, height - top, fill));
  for (const colour of [light, dark])
    glitter(sketch, random, { x: width / 2, top: top + 4, bottom: height, width: width / 2, colour, count: 150 });
}

/** A glow around a light. */
export function glow(sketch: Sketch, x: number, y: number, radius: number, colour: string, opacity = 0.9): void {
  sketch.add(
    circle(
      x,
      y,
      radius,
      sketch.radial([
        [0, colour, opacity],
        [0.35, colour, opacity * 0.45],
        [1, colour, 0],
      ]),
    ),
  );
}

/** A conifer with its foot at a point. */
export function pine(random: Random, x: number, foot: number, size: number, colour: string): string {
  const tiers = 7;
  const left: string[] = [];
  const right: string[] = [];
  for (let tier = 1; tier <= tiers; tier += 1) {
    const y = foot - size + (size * 0.94 * tier) / tiers;
    const reach = size * 0.24 * (tier / tiers) * random.between(0.8, 1.2);
    left.unshift(`${x - reach * 0.45} ${y - size * 0.03}`, `${x - reach} ${y}`);
    right.push(`${x + reach} ${y}`, `${x + reach * 0.45} ${y - size * 0.03}`);
  }
  return path(
    `M${x} ${foot - size}L${right.join('L')}L${x + size * 0.02} ${foot}L${x - size * 0.02} ${foot}L${left.join('L')}Z`,
    colour,
  );
}
