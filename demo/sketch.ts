/** A picture in the making: shapes on top of each other, with the gradients and blurs they use. */
import type { Random } from './random.ts';

export type Stops = readonly (readonly [offset: number, colour: string, opacity?: number])[];
export type Point = readonly [x: number, y: number];

export interface Scene {
  name: string;
  width: number;
  height: number;
  /** Draws the scene at a moment: 0 is the photo, 1 and 2 are the next of a burst. */
  draw(sketch: Sketch, random: Random, moment: number): void;
}

export class Sketch {
  readonly width: number;
  readonly height: number;
  readonly #definitions: string[] = [];
  readonly #shapes: string[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  add(...shapes: string[]): void {
    this.#shapes.push(...shapes);
  }

  /** Fills the whole picture. */
  fill(colour: string): void {
    this.add(rect(0, 0, this.width, this.height, colour));
  }

  /** A gradient along a direction in the shape's own box: [0, 1] goes down, [1, 0] goes right. */
  linear(stops: Stops, [x, y]: Point = [0, 1]): string {
    return this.#define(
      (id) => `<linearGradient id="${id}" x1="0" y1="0" x2="${x}" y2="${y}">${stopTags(stops)}</linearGradient>`,
    );
  }

  /** A gradient from a point in the shape's own box outwards. */
  radial(stops: Stops, [x, y]: Point = [0.5, 0.5], radius = 0.5): string {
    return this.#define(
      (id) => `<radialGradient id="${id}" cx="${x}" cy="${y}" r="${radius}">${stopTags(stops)}</radialGradient>`,
    );
  }

  /** A gradient that is thickest half-way down. */
  mist(colour: string, opacity: number): string {
    return this.linear([
      [0, colour, 0],
      [0.5, colour, opacity],
      [1, colour, 0],
    ]);
  }

  /** An ellipse with a soft edge. Looks like a blurred one, and takes a hundredth of the time to draw. */
  haze(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    colour: string,
    opacity: number,
    softness: number,
  ): string {
    const reach = (radius: number) => radius + softness * 1.4;
    const firm = Math.max(0, 1 - (softness * 2.8) / reach(Math.min(radiusX, radiusY)));
    const fill = this.radial([
      [firm, colour, opacity],
      [(1 + firm) / 2, colour, opacity * 0.5],
      [1, colour, 0],
    ]);
    return ellipse(x, y, reach(radiusX), reach(radiusY), fill);
  }

  /** The attribute that blurs a shape. */
  blur(deviation: number): string {
    const reference = this.#define(
      (id) =>
        `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
    );
    return `filter="${reference}"`;
  }

  /** The attribute that cuts a shape to the outline of others. */
  clip(...outline: string[]): string {
    return `clip-path="${this.#define((id) => `<clipPath id="${id}">${outline.join('')}</clipPath>`)}"`;
  }

  svg(): string {
    const { width, height } = this;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${this.#definitions.join('')}</defs>${this.#shapes.join('')}</svg>`;
  }

  #define(tag: (id: string) => string): string {
    const id = `d${this.#definitions.length}`;
    this.#definitions.push(tag(id));
    return `url(#${id})`;
  }
}

function stopTags(stops: Stops): string {
  return stops
    .map(
      ([offset, colour, opacity = 1]) => `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join('');
}

export function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
}

export function circle(x: number, y: number, radius: number, fill: string, more = ''): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" ${more}/>`;
}

export function ellipse(x: number, y: number, radiusX: number, radiusY: number, fill: string, more = ''): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${radiusX}" ry="${radiusY}" fill="${fill}" ${more}/>`;
}

export function path(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

export function stroke(d: string, colour: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
}

export function group(transform: string, ...shapes: string[]): string {
  return `<g transform="${transform}">${shapes.join('')}</g>`;
}

/** A soft line through points. */
export function through(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const bends = rest.map(([x, y], index) => {
    const [nextX, nextY] = rest[index + 1] ?? [x, y];
    return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`;
  });
  return `M${first[0]} ${first[1]}${bends.join('')}`;
}

/** `count` values from 0 up to, not including, `count`. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
