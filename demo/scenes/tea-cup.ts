import { circle, ellipse, group, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const teaCup: Scene = {
  name: 'tea',
  width: 1600,
  height: 1200,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear(
        [
          [0, '#f3d9b8'],
          [1, '#caa27a'],
        ],
        [1, 0.6],
      ),
    );
    times(26, () => {
      const size = random.between(30, 110);
      sketch.add(
        sketch.haze(
          random.between(0, 1600),
          random.between(0, 620),
          size,
          size,
          random.pick(['#fff3d4', '#ffdca0', '#e8b07a', '#b9cba1']),
          0.35,
          9,
        ),
      );
    });
    sketch.add(
      rect(
        0,
        760,
        1600,
        440,
        sketch.linear([
          [0, '#8a5a3b'],
          [1, '#4a2b1c'],
        ]),
      ),
    );
    for (let grain = 0; grain < 46; grain += 1) {
      const y = 770 + grain * 9.6;
      sketch.add(
        stroke(
          through(times(9, (index) => [index * 210 - 40, y + random.between(-7, 7)] as const)),
          random.pick(['#6d432b', '#a06d48', '#3c2115']),
          2.4,
          'stroke-opacity="0.4"',
        ),
      );
    }
    sketch.add(
      rect(980, 770, 460, 64, '#2f5d62', 'rx="10"'),
      rect(996, 780, 436, 40, '#f6ecd9'),
      rect(1000, 712, 420, 58, '#b5473c', 'rx="10"'),
      rect(1016, 721, 396, 36, '#f6ecd9'),
    );
    times(5, (line) =>
      sketch.add(
        stroke(`M1000 ${785 + line * 8}H1430`, '#cbb994', 1.5),
        stroke(`M1020 ${726 + line * 7}H1410`, '#cbb994', 1.5),
      ),
    );
    sketch.add(sketch.haze(640, 985, 440, 74, '#22110a', 0.5, 16));
    sketch.add(
      ellipse(620, 958, 400, 76, '#e9e4da'),
      ellipse(
        620,
        946,
        398,
        70,
        sketch.radial([
          [0, '#fff'],
          [0.7, '#f3efe6'],
          [1, '#d3cabb'],
        ]),
      ),
      ellipse(620, 946, 210, 34, '#cfc6b6'),
    );
    sketch.add(
      stroke('M848 660C990 630 1010 820 826 830', '#efeae0', 40),
      stroke('M850 664C970 640 990 806 830 818', '#fffdf8', 14, 'stroke-opacity="0.8"'),
    );
    sketch.add(
      path(
        'M370 590C376 800 430 930 540 946H700C810 930 864 800 870 590Z',
        sketch.linear(
          [
            [0, '#cfc7ba'],
            [0.3, '#ffffff'],
            [0.65, '#efe9de'],
            [1, '#b9ad9b'],
          ],
          [1, 0],
        ),
      ),
    );
    sketch.add(
      path(
        'M378 700C384 760 392 800 404 832C560 872 700 868 838 826C850 790 858 750 862 694C700 742 540 744 378 700Z',
        '#3f7cac',
        'fill-opacity="0.85"',
      ),
    );
    times(13, (index) => {
      const x = 412 + index * 34;
      const y = 778 + 26 * Math.sin((index / 12) * Math.PI);
      sketch.add(
        ...times(6, (petal) => ellipse(x, y - 13, 5, 11, '#fff', `transform="rotate(${petal * 60} ${x} ${y})"`)),
        circle(x, y, 5, '#f5b942'),
      );
    });
    sketch.add(
      ellipse(620, 590, 250, 56, '#fdfbf6'),
      ellipse(620, 594, 232, 47, '#a99b87'),
      ellipse(
        620,
        602,
        222,
        40,
        sketch.linear([
          [0, '#7a3413'],
          [1, '#c8702d'],
        ]),
      ),
      sketch.haze(560, 594, 90, 12, '#f2b06a', 0.6, 6),
    );
    for (const [x, sway] of [
      [540, 60],
      [640, -70],
      [720, 50],
    ] as const) {
      sketch.add(
        stroke(
          `M${x} 560C${x + sway} 460 ${x - sway} 370 ${x + sway * 0.6} 260S${x - sway * 0.4} 130 ${x + sway} 60`,
          '#fffaf0',
          30,
          `stroke-opacity="0.5" ${sketch.blur(15)}`,
        ),
      );
    }
    sketch.add(
      group(
        'translate(1000 1010) rotate(-14)',
        sketch.haze(0, 14, 130, 16, '#22110a', 0.5, 7),
        rect(-60, -8, 320, 15, '#d9d9de', 'rx="7"'),
        ellipse(
          -100,
          0,
          66,
          30,
          sketch.linear([
            [0, '#fafafc'],
            [1, '#8f9199'],
          ]),
        ),
      ),
    );
    for (const [x, y, turn] of [
      [200, 1040, 12],
      [300, 1090, -24],
    ] as const) {
      sketch.add(
        group(
          `translate(${x} ${y}) rotate(${turn})`,
          sketch.haze(6, 22, 92, 34, '#22110a', 0.45, 7),
          circle(
            0,
            0,
            74,
            sketch.radial([
              [0, '#f0c078'],
              [0.8, '#c98a3f'],
              [1, '#9a5f22'],
            ]),
            'transform="scale(1 0.5)"',
          ),
        ),
        ...times(8, () => ellipse(x + random.between(-46, 46), y + random.between(-20, 18), 9, 6, '#4a2412')),
      );
    }
  },
};
