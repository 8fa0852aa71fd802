import { glow, pine, ridge, stars } from '../nature.ts';
import { circle, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const snowedIn: Scene = {
  name: 'snow',
  width: 1600,
  height: 1200,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#1d2d5a'],
        [0.5, '#5f78b3'],
        [0.72, '#e4b7c0'],
      ]),
    );
    stars(sketch, random, 60, 360);
    sketch.add(
      path(ridge(sketch, random, 760, 190, 0.45), '#8c9cc9'),
      path(ridge(sketch, random, 800, 110, 0.2), '#b2c0e0'),
    );
    sketch.add(
      ...times(46, () =>
        pine(
          random,
          random.between(0, 1600),
          random.between(800, 850),
          random.between(110, 230),
          random.pick(['#27406b', '#1d3259', '#33507c']),
        ),
      ),
    );
    sketch.add(
      path(
        'M0 830C300 760 700 830 1000 800C1250 775 1420 810 1600 780L1600 1200L0 1200Z',
        sketch.linear([
          [0, '#eef3ff'],
          [0.5, '#b8c8ea'],
          [1, '#7d94c9'],
        ]),
      ),
    );
    glow(sketch, 800, 850, 420, '#ffc36b', 0.5);
    sketch.add(
      path(
        'M560 720L560 930L1040 930L1040 720Z',
        sketch.linear([
          [0, '#8c2f2b'],
          [1, '#5d1c20'],
        ]),
      ),
    );
    times(11, (plank) => sketch.add(stroke(`M${600 + plank * 40} 722V930`, '#4c1519', 2, 'stroke-opacity="0.6"')));
    sketch.add(
      path('M520 735L660 560L1080 560L1075 735Z', '#2c2a3d'),
      path(
        'M505 740L655 540Q860 512 1075 540L1095 740Q1060 752 1030 728Q990 748 950 730Q900 752 850 730Q790 752 740 730Q690 752 640 732Q570 756 505 740Z',
        '#f4f7ff',
      ),
    );
    sketch.add(
      path(
        'M505 740Q570 756 640 732Q690 752 740 730Q790 752 850 730Q900 752 950 730Q990 748 1030 728Q1060 752 1095 740L1095 726L505 726Z',
        '#b9c8ea',
      ),
    );
    sketch.add(rect(910, 480, 52, 90, '#6b2b28'), rect(902, 466, 68, 22, '#f4f7ff', 'rx="10"'));
    sketch.add(
      `<g ${sketch.blur(14)} opacity="0.5">${stroke(
        through([
          [936, 460],
          [960, 400],
          [915, 340],
          [960, 270],
          [930, 200],
          [990, 130],
        ]),
        '#e8ecfa',
        40,
      )}</g>`,
    );
    for (const x of [620, 900]) {
      sketch.add(
        rect(x, 780, 84, 84, '#ffd27a'),
        stroke(`M${x + 42} 780v84M${x} 822h84`, '#5d1c20', 7),
        rect(x - 6, 858, 96, 14, '#f4f7ff', 'rx="6"'),
      );
      sketch.add(
        path(
          `M${x} 940L${x + 84} 940L${x + 150} 1090L${x - 66} 1090Z`,
          '#ffd27a',
          `fill-opacity="0.35" ${sketch.blur(14)}`,
        ),
      );
    }
    sketch.add(rect(760, 790, 84, 142, '#3a1014'), circle(826, 865, 6, '#ffd27a'));
    for (const [x, foot, size] of [
      [180, 1110, 460],
      [1400, 1090, 520],
      [1560, 1150, 380],
      [40, 1160, 330],
    ] as const) {
      sketch.add(pine(random, x, foot, size, '#16264a'));
      const snow = pine(random, x - size * 0.02, foot - size * 0.05, size * 0.94, '#dfe8fb');
      sketch.add(
        `<g ${sketch.clip(rect(x - size, foot - size, size * 0.98, size, '#000'))} opacity="0.75">${snow}</g>`,
      );
    }
    times(360, () =>
      sketch.add(
        circle(
          random.between(0, 1600),
          random.between(0, 1200),
          random.between(1.5, 6),
          '#fff',
          `fill-opacity="${random.between(0.3, 0.95)}"`,
        ),
      ),
    );
  },
};
