import { ridge } from '../nature.ts';
import { circle, group, path, type Scene, stroke, times } from '../sketch.ts';

export const reef: Scene = {
  name: 'reef',
  width: 1600,
  height: 1067,
  draw(sketch, random, moment) {
    sketch.fill(
      sketch.linear([
        [0, '#5fe0e6'],
        [0.4, '#1593bf'],
        [1, '#08245c'],
      ]),
    );
    const rays = times(9, (ray) => {
      const x = ray * 190 + random.between(-50, 50);
      return path(
        `M${x} -20L${x + random.between(40, 90)} -20L${x - 160} 950L${x - 330} 950Z`,
        sketch.linear([
          [0, '#eaffff', 0.4],
          [1, '#eaffff', 0],
        ]),
      );
    });
    sketch.add(`<g ${sketch.blur(14)}>${rays.join('')}</g>`);
    sketch.add(path(ridge(sketch, random, 880, 130, 0.4), '#0b2f6b', `fill-opacity="0.8" ${sketch.blur(5)}`));
    sketch.add(
      path(
        'M0 980C260 930 520 990 820 960C1120 930 1380 980 1600 950L1600 1067L0 1067Z',
        sketch.linear([
          [0, '#e6c993'],
          [1, '#8d7350'],
        ]),
      ),
    );
    const branch = (x: number, y: number, length: number, angle: number, width: number, colour: string): void => {
      const endX = x + Math.cos(angle) * length;
      const endY = y + Math.sin(angle) * length;
      sketch.add(
        stroke(
          `M${x} ${y}Q${(x + endX) / 2 + random.between(-10, 10)} ${(y + endY) / 2} ${endX} ${endY}`,
          colour,
          width,
        ),
      );
      if (length < 28) return;
      branch(endX, endY, length * 0.72, angle - random.between(0.25, 0.6), width * 0.74, colour);
      branch(endX, endY, length * 0.72, angle + random.between(0.25, 0.6), width * 0.74, colour);
    };
    branch(190, 1010, 150, -1.5, 34, '#ff5d73');
    branch(1400, 1000, 170, -1.65, 38, '#ff9f5a');
    branch(470, 1020, 92, -1.5, 22, '#c86bd8');
    branch(1150, 1015, 84, -1.6, 20, '#f7d154');
    for (const [x, size, colour] of [
      [330, 62, '#3fb68b'],
      [1270, 74, '#7b6cf0'],
      [620, 46, '#ff7eb0'],
      [900, 58, '#f2884b'],
    ] as const) {
      sketch.add(
        circle(
          x,
          1010,
          size,
          sketch.radial(
            [
              [0, '#fff', 0.55],
              [0.3, colour],
              [1, colour],
            ],
            [0.35, 0.25],
            0.8,
          ),
        ),
      );
      times(26, () =>
        sketch.add(
          circle(
            x + random.between(-0.8, 0.8) * size,
            1010 - random.between(0, 0.85) * size,
            3.4,
            '#ffffff',
            'fill-opacity="0.4"',
          ),
        ),
      );
    }
    const fish = (x: number, y: number, size: number, body: string, fin: string, stripe: string) =>
      sketch.add(
        group(
          `translate(${x} ${y}) scale(${size})`,
          path('M-96 0C-140 -50 -160 -60 -176 -52C-160 -20 -160 20 -176 52C-160 60 -140 50 -96 0Z', fin),
          path('M-40 -50C0 -104 56 -96 74 -58ZM-30 48C0 92 40 88 56 52Z', fin),
          path('M-110 0C-60 -76 60 -92 128 -6C132 0 132 2 128 8C60 92 -60 76 -110 0Z', body),
          path(
            'M24 -66C4 -24 4 24 24 66L62 56C44 20 44 -20 62 -58ZM-62 -44C-74 -16 -74 16 -62 44L-34 56C-46 20 -46 -20 -34 -56Z',
            stripe,
          ),
          path('M-110 0C-60 -76 60 -92 128 -6C60 -60 -50 -50 -110 0Z', '#ffffff', 'fill-opacity="0.28"'),
          circle(94, -14, 12, '#fff'),
          circle(97, -14, 7, '#101426'),
        ),
      );
    fish(760 + moment * 40, 470 - moment * 8, 1.9, '#ff8a1f', '#f26b1d', '#fffaf0');
    fish(1220 + moment * 55, 300 + moment * 6, 0.9, '#ffd93b', '#f0b40f', '#1f4fb0');
    fish(370 + moment * 48, 300 - moment * 4, 0.75, '#4f7bff', '#2b4fd6', '#ffe45c');
    fish(1080 + moment * 30, 740 + moment * 5, 0.7, '#ff5f8a', '#d93a6a', '#ffe3ee');
    times(34, () => {
      const [x, y, size] = [random.between(200, 1500), random.between(40, 900), random.between(4, 17)];
      sketch.add(
        circle(x, y, size, '#dffcff', 'opacity="0.22" stroke="#fff" stroke-width="2"'),
        circle(x - size * 0.35, y - size * 0.35, size * 0.22, '#fff'),
      );
    });
  },
};
