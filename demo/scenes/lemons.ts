import { circle, group, path, type Scene, stroke, through, times } from '../sketch.ts';

export const lemons: Scene = {
  name: 'lemons',
  width: 1350,
  height: 1080,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear(
        [
          [0, '#21424a'],
          [1, '#102328'],
        ],
        [0.6, 1],
      ),
    );
    times(18, () =>
      sketch.add(
        sketch.haze(
          random.between(0, 1350),
          random.between(0, 620),
          random.between(80, 260),
          random.between(40, 120),
          random.pick(['#37626a', '#16333a', '#48767c']),
          0.25,
          30,
        ),
      ),
    );
    sketch.add(
      path(
        'M0 720L1350 690L1350 1080L0 1080Z',
        sketch.linear([
          [0, '#dfe7e6'],
          [1, '#97a9ab'],
        ]),
      ),
    );
    times(20, () =>
      sketch.add(
        stroke(
          through(
            times(5, (index) => [index * 360 - 60 + random.between(-60, 60), random.between(720, 1080)] as const),
          ),
          '#7b8f93',
          2,
          `stroke-opacity="${random.between(0.1, 0.4)}"`,
        ),
      ),
    );
    sketch.add(sketch.haze(640, 920, 420, 54, '#1c3034', 0.6, 16));
    const lemon = (x: number, y: number, size: number, turn: number) =>
      sketch.add(
        group(
          `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
          path(
            'M-132 0C-118 -16 -104 -34 -92 -48C-50 -98 50 -98 92 -48C106 -32 118 -22 138 -12C148 -4 148 10 136 16C116 24 104 36 92 48C50 98 -50 98 -92 48C-104 34 -122 18 -132 0Z',
            sketch.radial(
              [
                [0, '#fff6a8'],
                [0.45, '#f9d62e'],
                [1, '#c08a0c'],
              ],
              [0.38, 0.3],
              0.75,
            ),
          ),
          ...times(38, () =>
            circle(random.between(-90, 90), random.between(-56, 56), 2.2, '#b58208', 'fill-opacity="0.35"'),
          ),
        ),
      );
    lemon(480, 600, 1.05, -30);
    lemon(770, 590, 1.12, 22);
    lemon(620, 520, 1, 80);
    lemon(640, 640, 1.15, 4);
    sketch.add(
      path(
        'M230 640C250 850 420 910 640 910C860 910 1030 850 1050 640C1000 700 880 730 640 730C400 730 280 700 230 640Z',
        sketch.linear(
          [
            [0, '#3566a8'],
            [0.35, '#5e93d6'],
            [1, '#1c3a6b'],
          ],
          [1, 0.3],
        ),
      ),
    );
    times(13, (index) => {
      const x = 300 + index * 57;
      const y = 772 + 34 * Math.sin((index / 12) * Math.PI);
      sketch.add(
        path(`M${x} ${y - 26}L${x + 22} ${y}L${x} ${y + 26}L${x - 22} ${y}Z`, '#f3f6fb', 'fill-opacity="0.85"'),
        circle(x, y, 7, '#e76f51'),
      );
    });
    sketch.add(stroke('M262 690C380 748 900 748 1018 690', '#f3f6fb', 7, 'stroke-opacity="0.8"'));
    sketch.add(
      sketch.haze(1120, 960, 150, 22, '#1c3034', 0.55, 10),
      circle(1130, 850, 128, '#f2c618'),
      circle(1130, 850, 118, '#fffbe0'),
      circle(1130, 850, 106, '#fbe05c'),
    );
    times(10, (segment) =>
      sketch.add(
        path(
          'M0 -12C26 -50 24 -88 0 -98C-24 -88 -26 -50 0 -12Z',
          sketch.radial([
            [0, '#fff7b0'],
            [1, '#f4c91f'],
          ]),
          `transform="translate(1130 850) rotate(${segment * 36})"`,
        ),
      ),
    );
    lemon(250, 900, 0.82, 16);
    for (const [x, y, turn, size] of [
      [800, 470, -20, 1.2],
      [420, 480, 200, 1],
      [360, 860, -60, 0.9],
    ] as const) {
      sketch.add(
        group(
          `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
          path(
            'M0 0C40 -70 130 -80 190 -30C140 30 50 40 0 0Z',
            sketch.linear([
              [0, '#5fb35a'],
              [1, '#1f5c34'],
            ]),
          ),
          stroke('M4 0C60 -24 120 -36 184 -30', '#b7e3a0', 3, 'stroke-opacity="0.7"'),
        ),
      );
    }
  },
};
