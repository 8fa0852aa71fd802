import { cloud, glow } from '../nature.ts';
import { circle, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const lighthouse: Scene = {
  name: 'lighthouse',
  width: 1067,
  height: 1600,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#0f1f38'],
        [0.5, '#2f5470'],
        [0.68, '#8fb0a8'],
      ]),
    );
    for (let band = 0; band < 9; band += 1)
      cloud(sketch, random, random.between(0, 1067), 120 + band * 95, random.between(150, 320), '#1b3350', 0.45);
    const beam = sketch.linear(
      [
        [0, '#fff3bd', 0.95],
        [1, '#fff3bd', 0],
      ],
      [1, 0],
    );
    sketch.add(path('M560 412L1500 180L1500 620L560 452Z', beam, sketch.blur(8)));
    sketch.add(
      path(
        'M540 412L-300 260L-300 640L540 452Z',
        sketch.linear(
          [
            [0, '#fff3bd', 0],
            [1, '#fff3bd', 0.8],
          ],
          [1, 0],
        ),
        sketch.blur(8),
      ),
    );
    sketch.add(
      rect(
        0,
        1060,
        1067,
        540,
        sketch.linear([
          [0, '#4f7f88'],
          [1, '#0d2436'],
        ]),
      ),
    );
    for (let swell = 0; swell < 9; swell += 1) {
      const y = 1090 + swell * 58;
      const crests = times(
        9,
        (index) => [index * 150 - 60 + random.between(-30, 30), y + random.between(-22, 22)] as const,
      );
      sketch.add(
        path(`${through(crests)}L1200 1600L-60 1600Z`, swell % 2 ? '#1f4a5c' : '#2d6472', 'fill-opacity="0.6"'),
        stroke(through(crests), '#dff0ec', 5, 'stroke-opacity="0.5"'),
      );
    }
    const tower = 'M470 1080L505 500L595 500L630 1080Z';
    sketch.add(path(tower, '#f6f1e6'));
    sketch.add(
      `<g ${sketch.clip(path(tower, '#000'))}>${times(3, (stripe) => path(`M400 ${600 + stripe * 190}L700 ${560 + stripe * 190}L700 ${655 + stripe * 190}L400 ${695 + stripe * 190}Z`, '#c5283d')).join('')}</g>`,
    );
    sketch.add(
      path(
        tower,
        sketch.linear(
          [
            [0, '#0b1730', 0.5],
            [0.4, '#0b1730', 0],
            [1, '#0b1730', 0.55],
          ],
          [1, 0],
        ),
      ),
    );
    for (const y of [660, 800, 940]) sketch.add(rect(536, y, 28, 50, '#14263c', 'rx="14"'));
    sketch.add(
      rect(478, 480, 144, 26, '#22344c'),
      rect(512, 390, 76, 92, '#ffe9a0'),
      stroke('M512 390V480M550 390V480M588 390V480', '#22344c', 6),
      path('M500 392L550 320L600 392Z', '#a11d33'),
      circle(550, 318, 9, '#a11d33'),
    );
    glow(sketch, 550, 434, 260, '#fff6cf');
    sketch.add(
      path(
        'M250 1300C300 1120 380 1060 470 1060L640 1056C760 1070 880 1180 960 1330C1010 1420 1067 1460 1067 1470L1067 1600L180 1600C180 1480 220 1380 250 1300Z',
        sketch.linear([
          [0, '#3b4652'],
          [1, '#0e151f'],
        ]),
      ),
    );
    times(60, () =>
      sketch.add(
        path(
          `M${random.between(300, 900)} ${random.between(1130, 1560)}l${random.between(20, 80)} ${random.between(-26, 26)}l${random.between(-20, 40)} 40Z`,
          random.pick(['#56646f', '#222c38', '#6f7b80']),
          'fill-opacity="0.55"',
        ),
      ),
    );
    times(120, () =>
      sketch.add(
        circle(
          random.between(170, 330),
          random.between(1180, 1560),
          random.between(2, 13),
          '#f2fbfa',
          `fill-opacity="${random.between(0.2, 0.8)}"`,
        ),
      ),
    );
  },
};
