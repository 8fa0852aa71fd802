import { cloud, ridge } from '../nature.ts';
import { circle, path, type Scene, stroke, times } from '../sketch.ts';

export const rainbowField: Scene = {
  name: 'rainbow',
  width: 1600,
  height: 1067,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#53657d'],
        [0.45, '#8fa3b5'],
        [0.65, '#d5dcd6'],
      ]),
    );
    for (const [x, y, size] of [
      [200, 150, 300],
      [700, 90, 340],
      [1300, 170, 330],
      [1000, 260, 200],
    ] as const)
      cloud(sketch, random, x, y, size, '#475468', 0.6);
    const colours = ['#e8423f', '#f28c38', '#f7d64a', '#59b26b', '#3d8fd1', '#5b57b5', '#8a4fa8'];
    const bow = colours.map((colour, index) =>
      circle(900, 980, 760 - index * 20, 'none', `stroke="${colour}" stroke-width="21"`),
    );
    sketch.add(`<g opacity="0.62" ${sketch.blur(5)}>${bow.join('')}</g>`);
    sketch.add(path(ridge(sketch, random, 690, 80, 0.1), '#5c8272'));
    sketch.add(
      path(
        'M0 720C400 650 900 700 1600 660L1600 1067L0 1067Z',
        sketch.linear([
          [0, '#f0cf52'],
          [0.4, '#dba927'],
          [1, '#8f7415'],
        ]),
      ),
    );
    for (let row = 0; row < 26; row += 1) {
      const bottom = -1500 + row * 180;
      sketch.add(stroke(`M${800 + (bottom - 800) * 0.17} 705L${bottom} 1067`, '#9a7b15', 5, 'stroke-opacity="0.35"'));
    }
    times(900, () => {
      const depth = random.between(0, 1) ** 0.8;
      sketch.add(
        circle(
          random.between(0, 1600),
          715 + depth * 350,
          1.5 + depth * 7,
          random.pick(['#ffe46b', '#ffd52e', '#f4b91f', '#fff3a8', '#7d8f2a']),
          'fill-opacity="0.85"',
        ),
      );
    });
    sketch.add(
      path('M1180 690c-4-60 0-90 8-140h24c8 50 10 80 8 140Z', '#4a3a2a'),
      circle(1200, 490, 96, '#3d6b3c'),
      circle(1130, 530, 66, '#355f37'),
      circle(1270, 535, 70, '#48793f'),
      circle(1220, 440, 60, '#5a8d4a'),
    );
  },
};
