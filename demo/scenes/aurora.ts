import { glow, pine, ridge, stars } from '../nature.ts';
import { path, rect, type Scene, stroke, times } from '../sketch.ts';

export const aurora: Scene = {
  name: 'aurora',
  width: 1620,
  height: 1080,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#030b1f'],
        [0.6, '#0a2a43'],
        [0.7, '#123f4d'],
        [1, '#020913'],
      ]),
    );
    stars(sketch, random, 320, 700);
    const curtain = (points: readonly (readonly [number, number])[], height: number, colour: string, edge: string) => {
      const veil = sketch.linear([
        [0, colour, 0],
        [0.55, colour, 0.3],
        [0.93, edge, 0.75],
        [1, edge, 0],
      ]);
      const strips = points.slice(1).flatMap(([x, y], index) => {
        const [fromX, fromY] = points[index] ?? [x, y];
        return times(26, (strip) => {
          const along = strip / 26;
          const at = fromY + (y - fromY) * (3 * along ** 2 - 2 * along ** 3);
          const tall = height * random.between(0.6, 1.15);
          return rect(fromX + (x - fromX) * along - 12, at - tall, 26, tall, veil);
        });
      });
      sketch.add(`<g ${sketch.blur(9)}>${strips.join('')}</g>`);
    };
    curtain(
      [
        [-50, 420],
        [330, 560],
        [640, 380],
        [1000, 590],
        [1300, 440],
        [1680, 540],
      ],
      420,
      '#7b5cff',
      '#4dffb8',
    );
    curtain(
      [
        [100, 560],
        [480, 650],
        [860, 520],
        [1250, 660],
        [1680, 590],
      ],
      320,
      '#1fd1c4',
      '#9bffb0',
    );
    sketch.add(path(ridge(sketch, random, 720, 150, 0.6), '#05131f'));
    sketch.add(
      rect(
        0,
        740,
        1620,
        340,
        sketch.linear([
          [0, '#0f5a5a'],
          [0.4, '#0a3040'],
          [1, '#020a14'],
        ]),
      ),
    );
    sketch.add(rect(0, 690, 1620, 240, sketch.mist('#56ffc0', 0.25)));
    times(120, () => {
      const y = random.between(750, 1080);
      const x = random.between(0, 1620);
      sketch.add(
        stroke(
          `M${x} ${y}h${random.between(20, 120)}`,
          random.pick(['#8dffd0', '#49c9b8', '#0a2030', '#b9a6ff']),
          2,
          'stroke-opacity="0.3"',
        ),
      );
    });
    sketch.add(
      ...times(40, () =>
        pine(random, random.between(-20, 1640), random.between(742, 760), random.between(40, 120), '#030c14'),
      ),
    );
    sketch.add(path('M640 1080C760 1010 900 1062 1100 1040C1300 1020 1480 1030 1620 990L1620 1080Z', '#02070d'));
    sketch.add(
      path('M980 1000L1090 905L1200 1000L1180 1000L1180 1080L1000 1080L1000 1000Z', '#0a0708'),
      path('M965 1004L1090 892L1215 1004L1200 1010L1090 912L980 1010Z', '#15232c'),
    );
    sketch.add(rect(1030, 1012, 46, 46, '#ffc861'), rect(1105, 1012, 46, 46, '#ffc861'));
    glow(sketch, 1090, 1040, 190, '#ffb84d', 0.55);
  },
};
