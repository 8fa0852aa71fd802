import { cloud, ridge } from '../nature.ts';
import { circle, ellipse, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const balloons: Scene = {
  name: 'balloons',
  width: 1600,
  height: 1200,
  draw(sketch, random, moment) {
    sketch.fill(
      sketch.linear([
        [0, '#5fb7e5'],
        [0.55, '#c9ebf5'],
        [0.75, '#fff2d8'],
      ]),
    );
    cloud(sketch, random, 260, 330, 170, '#ffffff', 0.85);
    cloud(sketch, random, 1330, 250, 210, '#ffffff', 0.8);
    cloud(sketch, random, 900, 700, 240, '#ffffff', 0.6);
    ['#a9cf9b', '#7fb877', '#559a58'].forEach((colour, index) =>
      sketch.add(path(ridge(sketch, random, 960 + index * 75, 130, 0.1), colour)),
    );
    times(70, () =>
      sketch.add(
        circle(
          random.between(0, 1600),
          random.between(1120, 1200),
          random.between(12, 30),
          random.pick(['#3d7f45', '#4b9050', '#2f6b3b']),
        ),
      ),
    );
    const balloon = (x: number, y: number, size: number, colours: readonly string[]) => {
      const envelope = `M${x} ${y - size}C${x + size * 1.1} ${y - size} ${x + size * 1.15} ${y + size * 0.25} ${x + size * 0.22} ${y + size * 1.1}L${x - size * 0.22} ${y + size * 1.1}C${x - size * 1.15} ${y + size * 0.25} ${x - size * 1.1} ${y - size} ${x} ${y - size}Z`;
      const stripes = [1.1, 0.78, 0.46, 0.15].map((reach, index) =>
        ellipse(x, y, size * reach, size * 1.35, colours[index % colours.length] ?? ''),
      );
      sketch.add(
        `<g ${sketch.clip(path(envelope, '#000'))}>${stripes.join('')}${rect(x - size, y + size * 0.78, size * 2, size * 0.4, colours[0] ?? '')}</g>`,
      );
      sketch.add(
        path(
          envelope,
          sketch.radial(
            [
              [0, '#fff', 0.5],
              [0.45, '#fff', 0],
              [1, '#1b1040', 0.42],
            ],
            [0.32, 0.28],
            0.85,
          ),
        ),
      );
      const basket = y + size * 1.42;
      sketch.add(
        stroke(
          `M${x - size * 0.2} ${y + size * 1.1}L${x - size * 0.13} ${basket}M${x + size * 0.2} ${y + size * 1.1}L${x + size * 0.13} ${basket}`,
          '#5a3d2a',
          size * 0.016,
        ),
      );
      sketch.add(
        rect(x - size * 0.15, basket, size * 0.3, size * 0.22, '#8a5a33', `rx="${size * 0.04}"`),
        rect(x - size * 0.15, basket, size * 0.3, size * 0.05, '#5a3619'),
      );
    };
    balloon(330 + moment * 16, 690 - moment * 9, 62, ['#2c7da0', '#f4f1de']);
    balloon(1310 + moment * 12, 560 - moment * 12, 96, ['#7b2d8b', '#f7b538', '#db7c26']);
    balloon(1050 + moment * 8, 820 - moment * 6, 40, ['#d62828', '#fff']);
    balloon(690 + moment * 26, 400 - moment * 18, 250, ['#d62839', '#f9c74f', '#f3722c', '#fff3d6']);
  },
};
