import { circle, group, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const parasols: Scene = {
  name: 'parasols',
  width: 1400,
  height: 1400,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear(
        [
          [0, '#f3dcae'],
          [1, '#e6c389'],
        ],
        [1, 0.3],
      ),
    );
    times(2200, () =>
      sketch.add(
        circle(
          random.between(560, 1400),
          random.between(0, 1400),
          random.between(0.8, 2.6),
          random.pick(['#c99e62', '#fff1cf', '#b88a52']),
          'fill-opacity="0.5"',
        ),
      ),
    );
    const shore = (reach: number) => {
      const points = times(12, (index) => [reach + Math.sin(index * 1.1) * 34, index * 140 - 70] as const);
      return `${through(points)}L-10 1500L-10 -80Z`;
    };
    sketch.add(
      path(shore(640), '#d3ad73'),
      path(shore(600), '#fdfdf5', 'fill-opacity="0.9"'),
      path(shore(560), '#8fe0d6'),
      path(shore(480), '#4cc5c9'),
      path(
        shore(330),
        sketch.linear([
          [0, '#1590ad'],
          [1, '#23a9bd'],
        ]),
      ),
    );
    times(46, () => {
      const x = random.between(0, 470);
      const y = random.between(0, 1400);
      sketch.add(
        stroke(
          `M${x} ${y}q16 26 0 52t2 ${random.between(30, 60)}`,
          '#e8ffff',
          3,
          `stroke-opacity="${random.between(0.15, 0.6)}"`,
        ),
      );
    });
    const parasol = (x: number, y: number, size: number, colours: readonly [string, string]) => {
      sketch.add(sketch.haze(x + 26, y + 34, size, size * 0.95, '#7a5a2c', 0.35, 8));
      times(8, (wedge) => {
        const [from, to] = [wedge, wedge + 1].map((turn) => (turn / 8) * Math.PI * 2 + 0.2) as [number, number];
        const tip = (angle: number) => `${x + Math.cos(angle) * size} ${y + Math.sin(angle) * size}`;
        sketch.add(path(`M${x} ${y}L${tip(from)}A${size} ${size} 0 0 1 ${tip(to)}Z`, colours[wedge % 2] ?? ''));
      });
      sketch.add(
        circle(
          x,
          y,
          size,
          sketch.radial(
            [
              [0, '#fff', 0.35],
              [0.6, '#fff', 0],
              [1, '#000', 0.28],
            ],
            [0.38, 0.35],
            0.7,
          ),
        ),
        circle(x, y, 6, '#fff'),
      );
    };
    const towel = (x: number, y: number, turn: number, colour: string) =>
      sketch.add(
        group(
          `translate(${x} ${y}) rotate(${turn})`,
          rect(6, 8, 78, 158, '#7a5a2c', 'fill-opacity="0.3"'),
          rect(0, 0, 78, 158, colour, 'rx="5"'),
          rect(0, 24, 78, 10, '#fff', 'fill-opacity="0.75"'),
          rect(0, 122, 78, 10, '#fff', 'fill-opacity="0.75"'),
        ),
      );
    towel(820, 180, 12, '#e63973');
    towel(1150, 640, -20, '#2d7dd2');
    towel(790, 860, 30, '#f7b32b');
    towel(1180, 1120, 8, '#3bb273');
    towel(1000, 400, -8, '#7768ae');
    parasol(960, 200, 118, ['#e4344a', '#fff7ec']);
    parasol(1230, 420, 128, ['#1d84b5', '#fdf6e3']);
    parasol(760, 690, 112, ['#f9a03f', '#fff3d6']);
    parasol(1060, 820, 134, ['#2a9d6f', '#f4fff4']);
    parasol(1290, 1010, 108, ['#e4344a', '#ffd7a8']);
    parasol(880, 1180, 126, ['#4b4e9e', '#f5f3ff']);
  },
};
