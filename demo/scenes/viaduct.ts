import { cloud, pine, ridge } from '../nature.ts';
import { circle, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const viaduct: Scene = {
  name: 'train',
  width: 1600,
  height: 1067,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#9ad0ec'],
        [0.7, '#f1f3d8'],
      ]),
    );
    cloud(sketch, random, 330, 170, 180, '#fff', 0.9);
    cloud(sketch, random, 1250, 120, 150, '#fff', 0.85);
    sketch.add(
      path(ridge(sketch, random, 520, 260, 0.5), '#8fa9bd'),
      path(ridge(sketch, random, 640, 200, 0.35), '#6f9a83'),
    );
    sketch.add(
      path(
        'M0 700C350 600 700 760 1000 720C1300 690 1450 640 1600 650L1600 1067L0 1067Z',
        sketch.linear([
          [0, '#7fae5a'],
          [1, '#3f6e36'],
        ]),
      ),
    );
    times(80, () =>
      sketch.add(
        pine(
          random,
          random.between(0, 1600),
          random.between(720, 830),
          random.between(50, 110),
          random.pick(['#2f5f3a', '#3c7244', '#275233']),
        ),
      ),
    );
    const arches = times(7, (index) => `M${index * 245 - 60} 1067V660a92 92 0 0 1 184 0V1067Z`).join('');
    sketch.add(
      `<path d="M-20 1067V508H1620V1067Z${arches}" fill-rule="evenodd" fill="${sketch.linear([
        [0, '#d9c3a0'],
        [1, '#8f7657'],
      ])}"/>`,
    );
    times(260, () => {
      const x = random.between(0, 1600);
      const y = random.between(515, 565);
      sketch.add(
        rect(x, y, random.between(18, 40), 9, random.pick(['#c3aa84', '#e4d2b2', '#a88f6a']), 'fill-opacity="0.6"'),
      );
    });
    times(7, (index) =>
      sketch.add(
        stroke(`M${index * 245 - 60} 660a92 92 0 0 1 184 0`, '#8f7657', 12),
        stroke(`M${index * 245 - 50} 664a82 82 0 0 1 10 -30`, '#f0e0c4', 4),
      ),
    );
    sketch.add(rect(-20, 494, 1640, 22, '#7d684c'));
    const carriage = (x: number) =>
      sketch.add(
        rect(
          x,
          392,
          250,
          90,
          sketch.linear([
            [0, '#c8323c'],
            [1, '#8c1f2b'],
          ]),
          'rx="8"',
        ),
        rect(x, 384, 250, 16, '#f2e6cf', 'rx="8"'),
        ...times(5, (index) => rect(x + 16 + index * 46, 412, 34, 32, '#fdf1c4', 'rx="4"')),
        ...times(4, (index) => circle(x + 32 + (index % 2) * 44 + (index > 1 ? 142 : 0), 486, 13, '#26262c')),
      );
    [10, 272, 534].forEach(carriage);
    sketch.add(
      rect(800, 400, 92, 82, '#26262c', 'rx="6"'),
      rect(
        880,
        424,
        230,
        58,
        sketch.linear([
          [0, '#4a4d57'],
          [0.5, '#2b2d34'],
          [1, '#17181d'],
        ]),
        'rx="26"',
      ),
      rect(794, 384, 106, 18, '#c8323c', 'rx="6"'),
      rect(818, 414, 46, 32, '#fdf1c4', 'rx="4"'),
    );
    sketch.add(
      path('M1046 424L1040 362h44l-6 62Z', '#26262c'),
      rect(960, 404, 34, 24, '#c9a227', 'rx="10"'),
      path('M1110 482l52 14h-52Z', '#c8323c'),
      circle(1108, 450, 14, '#ffe9a8'),
    );
    times(6, (index) =>
      sketch.add(
        circle(830 + index * 50, 484, index > 1 ? 21 : 15, '#c8323c'),
        circle(830 + index * 50, 484, index > 1 ? 13 : 8, '#26262c'),
      ),
    );
    const smoke = [
      [1062, 350, 26],
      [1030, 300, 42],
      [970, 262, 58],
      [880, 236, 74],
      [770, 226, 88],
      [640, 236, 98],
    ] as const;
    smoke.forEach(([x, y, size], index) => cloud(sketch, random, x, y, size, '#f7f7f4', 0.9 - index * 0.1));
    sketch.add(
      stroke(
        through([
          [0, 1040],
          [400, 1000],
          [800, 1050],
          [1200, 1010],
          [1600, 1040],
        ]),
        '#9fd0e6',
        30,
        'stroke-opacity="0.75"',
      ),
    );
  },
};
