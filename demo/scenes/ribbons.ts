import { circle, type Scene, stroke, through, times } from '../sketch.ts';

export const ribbons: Scene = {
  name: 'ribbons',
  width: 1600,
  height: 1200,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear(
        [
          [0, '#fdf0e4'],
          [1, '#f3d3cf'],
        ],
        [1, 1],
      ),
    );
    const colours = ['#0b3c5d', '#328cc1', '#5fd3bc', '#f7c873', '#ef7b5a', '#b83b5e', '#5c2a6d'];
    colours.forEach((colour, band) => {
      const points = times(
        9,
        (index) =>
          [
            index * 225 - 100,
            150 + band * 135 + Math.sin(index * 0.95 + band * 0.55) * 190 + random.between(-35, 35),
          ] as const,
      );
      const line = through(points);
      times(4, (step) =>
        sketch.add(stroke(line, '#3b1830', 156 - step * 16, 'stroke-opacity="0.07" transform="translate(0 26)"')),
      );
      times(16, (thread) =>
        sketch.add(
          stroke(
            line,
            colour,
            12,
            `transform="translate(0 ${thread * 7.4 - 56})" stroke-opacity="${0.72 + 0.28 * Math.cos(thread * 0.9)}"`,
          ),
        ),
      );
      sketch.add(stroke(line, '#ffffff', 9, 'transform="translate(0 -40)" stroke-opacity="0.25"'));
    });
    for (const [x, y, size, colour] of [
      [1290, 250, 120, '#f2c14e'],
      [300, 900, 90, '#ef476f'],
      [820, 160, 46, '#0b3c5d'],
      [1430, 860, 60, '#06a77d'],
    ] as const) {
      sketch.add(
        sketch.haze(x + 12, y + 20, size, size, '#3b1830', 0.3, 12),
        circle(
          x,
          y,
          size,
          sketch.radial(
            [
              [0, '#fff', 0.9],
              [0.3, colour],
              [1, colour],
            ],
            [0.32, 0.3],
            0.9,
          ),
        ),
      );
    }
  },
};
