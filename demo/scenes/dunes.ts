import { glow, stars } from '../nature.ts';
import { circle, path, type Scene, stroke } from '../sketch.ts';

export const dunes: Scene = {
  name: 'dunes',
  width: 1620,
  height: 1080,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#0d2b45'],
        [0.4, '#20617a'],
        [0.62, '#e8a15c'],
        [0.7, '#f4c27a'],
      ]),
    );
    stars(sketch, random, 90, 330);
    glow(sketch, 480, 330, 420, '#fff1cf', 0.7);
    sketch.add(
      circle(
        480,
        330,
        150,
        sketch.radial(
          [
            [0, '#fffdf3'],
            [0.75, '#fdeecb'],
            [1, '#f0d39e'],
          ],
          [0.4, 0.35],
          0.75,
        ),
      ),
    );
    for (const [x, y, size] of [
      [430, 290, 26],
      [520, 360, 38],
      [470, 390, 16],
      [545, 275, 18],
      [405, 350, 14],
    ] as const) {
      sketch.add(circle(x, y, size, '#e4c48f', 'fill-opacity="0.45"'));
    }
    const dune = (crest: string, below: string, light: string, shade: string) => {
      sketch.add(
        path(
          `${crest}${below}`,
          sketch.linear([
            [0, light],
            [1, '#7a3316'],
          ]),
        ),
      );
      sketch.add(path(`${crest}L1620 1080L900 1080Z`, shade, `fill-opacity="0.55" ${sketch.blur(3)}`));
    };
    dune('M0 760C260 650 520 640 760 735C1010 640 1320 600 1620 700', 'L1620 1080L0 1080Z', '#e9a261', '#a04e25');
    sketch.add(
      path(
        'M0 860C330 690 620 760 930 900C1180 1000 1430 960 1620 900L1620 1080L0 1080Z',
        sketch.linear([
          [0, '#d97b3a'],
          [1, '#6b260f'],
        ]),
      ),
    );
    sketch.add(
      path(
        'M470 768C640 800 700 900 560 1080L1320 1080C1180 1010 860 860 700 800C620 770 540 755 470 768Z',
        '#5f210f',
        `fill-opacity="0.55" ${sketch.blur(4)}`,
      ),
    );
    for (let line = 0; line < 20; line += 1) {
      const y = 900 + line * 11;
      sketch.add(
        stroke(`M${-40 + line * 9} ${y}q120 ${-26 - line} 260 4t250 8`, '#f6bd7c', 2, 'stroke-opacity="0.28"'),
      );
    }
    const camel =
      'M0 0c-2-26 0-44 4-58c-12-2-20-8-24-20c-6-14-14-14-22-10c-6 2-10-2-6-8c8-10 24-10 32 2c6 10 10 16 20 16c8-14 18-18 28-4c8 10 14 4 20-8c8-10 20 0 24 16c6 12 6 24 2 36c2 12 2 24 0 38h-8c0-16-2-26-6-36c-12 4-30 4-42 0c-4 12-6 22-6 36Z';
    [0, 1, 2].forEach((place) =>
      sketch.add(
        `<g transform="translate(${1130 + place * 118} ${655 + place * 6}) scale(0.72)">${path(camel, '#2f1520')}</g>`,
      ),
    );
  },
};
