import { circle, group, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const pizza: Scene = {
  name: 'pizza',
  width: 1400,
  height: 1400,
  draw(sketch, random) {
    sketch.fill('#3a2a24');
    times(7, (plank) => {
      sketch.add(rect(plank * 200, 0, 196, 1400, random.pick(['#5b4032', '#664838', '#53392c'])));
      times(9, () =>
        sketch.add(
          stroke(
            through(times(6, (index) => [plank * 200 + random.between(8, 188), index * 290 - 20] as const)),
            '#35241c',
            2.4,
            'stroke-opacity="0.5"',
          ),
        ),
      );
    });
    sketch.add(
      sketch.haze(716, 724, 610, 610, '#120a07', 0.6, 22),
      circle(700, 700, 600, '#c79a63'),
      circle(700, 700, 585, '#dcb27c'),
    );
    times(18, (ring) =>
      sketch.add(circle(700, 700, 40 + ring * 31, 'none', 'stroke="#b98a55" stroke-width="2" opacity="0.4"')),
    );
    const edge = times(60, (index) => {
      const angle = (index / 59) * Math.PI * 2;
      const reach = 520 + random.between(-12, 12);
      return [700 + Math.cos(angle) * reach, 700 + Math.sin(angle) * reach] as const;
    });
    sketch.add(
      path(
        `${through(edge)}Z`,
        sketch.radial([
          [0, '#f2c879'],
          [0.86, '#e3a654'],
          [0.95, '#c77b2c'],
          [1, '#8f4d17'],
        ]),
      ),
    );
    times(46, () => {
      const angle = random.between(0, 7);
      sketch.add(
        sketch.haze(
          700 + Math.cos(angle) * 492,
          700 + Math.sin(angle) * 492,
          random.between(8, 26),
          random.between(6, 16),
          '#6b3410',
          0.45,
          3,
        ),
      );
    });
    sketch.add(
      circle(
        700,
        700,
        452,
        sketch.radial([
          [0, '#e0512f'],
          [1, '#a62b18'],
        ]),
      ),
    );
    const within = (reach: number) => {
      const [angle, distance] = [random.between(0, Math.PI * 2), Math.sqrt(random.between(0, 1)) * reach];
      return [700 + Math.cos(angle) * distance, 700 + Math.sin(angle) * distance] as const;
    };
    times(170, () => {
      const [x, y] = within(430);
      sketch.add(
        sketch.haze(
          x,
          y,
          random.between(18, 60),
          random.between(14, 42),
          random.pick(['#ffdf8a', '#f9cf6a', '#fff0bd', '#f2b950']),
          0.6,
          4,
        ),
      );
    });
    const slices = [
      [700, 700],
      [520, 500],
      [880, 470],
      [1010, 690],
      [900, 920],
      [660, 1010],
      [440, 880],
      [380, 660],
      [690, 400],
      [700, 860],
    ] as const;
    for (const [x, y] of slices) {
      sketch.add(
        sketch.haze(x + 5, y + 8, 78, 78, '#5b1208', 0.5, 4),
        circle(
          x,
          y,
          76,
          sketch.radial([
            [0, '#d8452f'],
            [0.8, '#b32a1d'],
            [1, '#7d150f'],
          ]),
        ),
      );
      times(15, () =>
        sketch.add(
          circle(
            x + random.between(-48, 48),
            y + random.between(-48, 48),
            random.between(3, 8),
            random.pick(['#f3a38f', '#8c1a12', '#e8745f']),
            'fill-opacity="0.75"',
          ),
        ),
      );
    }
    times(17, () => {
      const [x, y] = within(420);
      sketch.add(circle(x, y, 27, '#1d2320'), circle(x, y, 12, '#c9803c'), circle(x - 8, y - 9, 5, '#5f6b66'));
    });
    times(16, () => {
      const [x, y] = within(400);
      sketch.add(
        group(
          `translate(${x} ${y}) rotate(${random.between(0, 360)})`,
          path(
            'M0 0C20 -46 74 -54 104 -16C78 26 26 30 0 0Z',
            sketch.linear([
              [0, '#5fae3f'],
              [1, '#28661f'],
            ]),
          ),
          stroke('M4 -2C36 -16 70 -20 98 -16', '#b7df94', 3),
        ),
      );
    });
    sketch.add(
      ...times(8, (cut) =>
        stroke(
          `M700 700L${700 + Math.cos((cut * Math.PI) / 4 + 0.2) * 520} ${700 + Math.sin((cut * Math.PI) / 4 + 0.2) * 520}`,
          '#7a3a18',
          5,
          'stroke-opacity="0.55"',
        ),
      ),
    );
    times(90, () => {
      const [x, y] = within(640);
      sketch.add(circle(x, y, random.between(1.5, 4), random.pick(['#2f5b1d', '#f5e6c0', '#3a2413'])));
    });
  },
};
