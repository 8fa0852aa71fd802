import { glow, stars, water } from '../nature.ts';
import { path, rect, type Scene, stroke, times } from '../sketch.ts';

export const cityAtNight: Scene = {
  name: 'city',
  width: 1600,
  height: 1200,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#070b24'],
        [0.45, '#2a1f5c'],
        [0.66, '#b0436e'],
        [0.72, '#f2894f'],
      ]),
    );
    stars(sketch, random, 150, 420);
    sketch.add(path('M1290 146A84 84 0 1 0 1372 252A70 70 0 1 1 1290 146Z', '#fdf3d8'));
    glow(sketch, 1280, 240, 190, '#fdf3d8', 0.35);
    glow(sketch, 800, 830, 800, '#ff7f6b', 0.4);
    const lit = ['#ffd98a', '#ffc25c', '#fff0c4', '#9fd8ff'] as const;
    const towers = (base: number, colour: string, low: number, high: number, wide: number, windows: number) => {
      for (let x = -40; x < 1640;) {
        const width = random.between(wide * 0.6, wide * 1.3);
        const tall = random.between(low, high) * (1 - (0.45 * Math.abs(x - 800)) / 900);
        sketch.add(rect(x, base - tall, width, tall + 20, colour));
        if (random.chance(0.3))
          sketch.add(stroke(`M${x + width / 2} ${base - tall}v${-random.between(30, 90)}`, colour, 5));
        if (random.chance(0.25))
          sketch.add(
            path(
              `M${x} ${base - tall}L${x + width / 2} ${base - tall - width * 0.4}L${x + width} ${base - tall}Z`,
              colour,
            ),
          );
        for (let windowY = base - tall + 16; windowY < base - 20; windowY += 24) {
          for (let windowX = x + 10; windowX < x + width - 14; windowX += 20) {
            if (random.chance(windows))
              sketch.add(rect(windowX, windowY, 9, 13, random.pick(lit), `fill-opacity="${random.between(0.5, 1)}"`));
          }
        }
        x += width + random.between(-4, 14);
      }
    };
    towers(860, '#4b2a63', 160, 430, 110, 0.08);
    towers(870, '#2a1b4d', 180, 520, 120, 0.3);
    towers(880, '#120d2e', 70, 260, 130, 0.45);
    water(
      sketch,
      random,
      880,
      sketch.linear([
        [0, '#3d1f55'],
        [1, '#06081d'],
      ]),
      '#8b3f73',
      '#0b0a24',
    );
    times(150, () => {
      const x = random.between(0, 1600);
      const length = random.between(20, 190);
      sketch.add(
        rect(
          x,
          884,
          random.between(3, 8),
          length,
          sketch.linear([
            [0, random.pick(['#ffcf78', '#ff8f6b', '#8fcaff']), 0.6],
            [1, '#ffcf78', 0],
          ]),
        ),
      );
    });
  },
};
