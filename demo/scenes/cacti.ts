import { circle, ellipse, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const cacti: Scene = {
  name: 'cacti',
  width: 1500,
  height: 1000,
  draw(sketch, random) {
    sketch.fill('#f4efe6');
    sketch.add(
      path('M0 0H700L300 1000H0Z', '#fbf8f1', 'fill-opacity="0.8"'),
      path('M820 0H1050L650 1000H420Z', '#fffdf8', 'fill-opacity="0.9"'),
    );
    sketch.add(
      rect(
        0,
        790,
        1500,
        210,
        sketch.linear([
          [0, '#d8b48a'],
          [0.12, '#c49a6c'],
          [1, '#8f6a45'],
        ]),
      ),
      rect(0, 790, 1500, 12, '#eacda6'),
    );
    const pot = (x: number, top: number, width: number, colour: string, dark: string) => {
      sketch.add(sketch.haze(x + 40, 868, width * 0.75, 20, '#5a3d22', 0.45, 9));
      sketch.add(
        path(
          `M${x - width / 2} ${top + 30}L${x - width * 0.36} 866H${x + width * 0.36}L${x + width / 2} ${top + 30}Z`,
          sketch.linear(
            [
              [0, colour],
              [0.4, colour],
              [1, dark],
            ],
            [1, 0],
          ),
        ),
        rect(
          x - width * 0.56,
          top,
          width * 1.12,
          46,
          sketch.linear(
            [
              [0, colour],
              [1, dark],
            ],
            [1, 0],
          ),
          'rx="7"',
        ),
        rect(x - width * 0.56, top + 40, width * 1.12, 8, dark, 'fill-opacity="0.4"'),
      );
    };
    const ribs = (x: number, top: number, width: number, height: number, light: string, dark: string) => {
      sketch.add(
        rect(
          x - width / 2,
          top,
          width,
          height,
          sketch.linear(
            [
              [0, light],
              [0.5, light],
              [1, dark],
            ],
            [1, 0],
          ),
          `rx="${width / 2}"`,
        ),
      );
      times(5, (rib) => {
        const at = x - width / 2 + (width * (rib + 1)) / 6;
        sketch.add(stroke(`M${at} ${top + width * 0.3}V${top + height - 10}`, dark, 4, 'stroke-opacity="0.55"'));
        times(Math.floor(height / 42), (thorn) =>
          sketch.add(stroke(`M${at - 9} ${top + width * 0.4 + thorn * 38}l9 -7l9 7`, '#fdf7df', 2.4)),
        );
      });
    };
    sketch.add(
      stroke('M236 500H190Q150 500 150 450V380', '#3e8f63', 62),
      stroke('M264 570H330Q366 570 366 520V450', '#2f7a55', 54),
    );
    ribs(250, 220, 132, 440, '#57b37e', '#22634a');
    pot(250, 640, 230, '#d9714a', '#a1452a');
    for (const [x, y] of [
      [250, 216],
      [150, 372],
      [366, 444],
    ] as const)
      sketch.add(
        ...times(8, (petal) =>
          ellipse(x, y - 24, 11, 26, petal % 2 ? '#ff5d8f' : '#ff8fb3', `transform="rotate(${petal * 45} ${x} ${y})"`),
        ),
        circle(x, y, 13, '#ffd166'),
      );
    times(11, (leaf) => {
      const turn = (leaf - 5) * 17;
      sketch.add(
        path(
          'M-28 0C-30 -120 -12 -240 0 -300C12 -240 30 -120 28 0Z',
          sketch.linear([
            [0, '#a8d5a2'],
            [1, '#2d6a4f'],
          ]),
          `transform="translate(620 690) rotate(${turn}) scale(${1 - Math.abs(turn) / 260})"`,
        ),
      );
      times(6, (band) =>
        sketch.add(
          stroke(
            'M-17 0q17 10 34 0',
            '#eaf6df',
            4,
            `transform="translate(620 690) rotate(${turn}) translate(0 ${-60 - band * 34})" opacity="0.6"`,
          ),
        ),
      );
    });
    pot(620, 670, 210, '#3d5a80', '#22364f');
    ribs(940, 480, 250, 226, '#8cc084', '#37734b');
    sketch.add(
      ...times(12, (petal) =>
        ellipse(940, 446, 14, 40, petal % 2 ? '#ffd23f' : '#ffb627', `transform="rotate(${petal * 30} 940 478)"`),
      ),
      circle(940, 478, 19, '#ee6c4d'),
    );
    pot(940, 680, 250, '#f4f1ea', '#c4b9a6');
    times(9, (zig) => sketch.add(path(`M${842 + zig * 22} 786l11 -26l11 26Z`, '#e07a5f')));
    const pad = (x: number, y: number, width: number, height: number, turn: number) =>
      sketch.add(
        ellipse(
          x,
          y,
          width,
          height,
          sketch.linear(
            [
              [0, '#7fcf9b'],
              [1, '#2c7a58'],
            ],
            [1, 0.4],
          ),
          `transform="rotate(${turn} ${x} ${y})"`,
        ),
        ...times(13, () =>
          circle(x + random.between(-0.6, 0.6) * width, y + random.between(-0.7, 0.7) * height, 4, '#fdf7df'),
        ),
      );
    pad(1250, 560, 84, 128, 0);
    pad(1165, 400, 62, 96, -28);
    pad(1335, 390, 66, 104, 26);
    pad(1250, 300, 48, 72, 4);
    for (const [x, y] of [
      [1126, 318],
      [1180, 302],
      [1372, 296],
      [1262, 230],
    ] as const)
      sketch.add(ellipse(x, y, 19, 26, '#d6315b'));
    pot(1250, 660, 220, '#81b29a', '#4c7a66');
    sketch.add(path('M0 0H1500V1000H1380L1500 0Z', '#6b4a2b', 'fill-opacity="0.05"'));
  },
};
