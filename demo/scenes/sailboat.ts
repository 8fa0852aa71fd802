import { cloud, glitter, glow, water } from '../nature.ts';
import { circle, group, path, type Scene, stroke } from '../sketch.ts';

export const sailboat: Scene = {
  name: 'sailboat',
  width: 1200,
  height: 1600,
  draw(sketch, random, moment) {
    sketch.fill(
      sketch.linear([
        [0, '#1f2a5c'],
        [0.25, '#7a3f7d'],
        [0.45, '#f0695a'],
        [0.6, '#ffc46b'],
      ]),
    );
    for (const [x, y, size] of [
      [250, 300, 170],
      [900, 420, 220],
      [420, 620, 180],
    ] as const)
      cloud(sketch, random, x, y, size, '#ff9a7a', 0.45);
    glow(sketch, 780, 900, 640, '#fff0b5');
    sketch.add(circle(780, 900, 120, '#fff6d6'));
    water(
      sketch,
      random,
      960,
      sketch.linear([
        [0, '#f08a5d'],
        [0.25, '#a34b73'],
        [1, '#1c1b4b'],
      ]),
      '#ff9f7a',
      '#5a2a66',
    );
    glitter(sketch, random, { x: 780, top: 965, bottom: 1590, width: 130, colour: '#ffe9a8', count: 190 });
    const x = 470 + moment * 34;
    const boat = [
      path('M-190 0L200 0C180 60 130 82 90 84L-120 84C-160 70 -180 40 -190 0Z', '#2a1636'),
      path('M-190 0L200 0L194 16L-184 16Z', '#f7efe0'),
      stroke('M0 0V-620', '#2a1636', 9),
      path(
        'M14 -610C120 -420 170 -200 176 -36L14 -36Z',
        sketch.linear(
          [
            [0, '#fff8ea'],
            [1, '#f2b38b'],
          ],
          [1, 1],
        ),
      ),
      path(
        'M-12 -560C-40 -360 -120 -160 -196 -36L-12 -36Z',
        sketch.linear(
          [
            [0, '#f9dcc0'],
            [1, '#d97f6d'],
          ],
          [1, 1],
        ),
      ),
      stroke('M14 -250Q100 -244 158 -250M14 -410Q70 -404 110 -410', '#c98d72', 3, 'stroke-opacity="0.7"'),
      path('M0 -620l54 16l-54 18Z', '#e4344a'),
    ];
    const tilt = 4 - moment * 3;
    sketch.add(group(`translate(${x} 1090) rotate(${tilt})`, ...boat));
    sketch.add(
      `<g opacity="0.3" ${sketch.blur(7)}>${group(`translate(${x} 1190) scale(1 -0.6) rotate(${tilt})`, ...boat)}</g>`,
    );
    for (const [gullX, gullY, size] of [
      [240, 560, 30],
      [330, 500, 22],
      [180, 470, 18],
    ] as const) {
      sketch.add(
        stroke(
          `M${gullX - size} ${gullY}q${size * 0.5} ${-size * 0.6} ${size} 0q${size * 0.5} ${-size * 0.6} ${size} 0`,
          '#2a1636',
          4,
        ),
      );
    }
  },
};
