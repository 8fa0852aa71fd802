import { cloud, glow, pine, ridge } from '../nature.ts';
import { circle, path, rect, type Scene, times } from '../sketch.ts';

export const mountainsAtDawn: Scene = {
  name: 'mountains',
  width: 1600,
  height: 1200,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#3c4f86'],
        [0.35, '#b77f9f'],
        [0.55, '#f6b48f'],
        [0.7, '#ffe3b3'],
      ]),
    );
    glow(sketch, 1060, 640, 560, '#fff3cf');
    sketch.add(circle(1060, 640, 58, '#fffbe8'));
    cloud(sketch, random, 420, 300, 190, '#f3b9b4', 0.5);
    cloud(sketch, random, 1240, 210, 150, '#e9a9b0', 0.45);
    const layers = ['#a98bab', '#85739f', '#625a8b', '#454773', '#2c3358', '#1a2140'];
    layers.forEach((colour, index) => {
      const base = 700 + index * 92;
      const outline = ridge(sketch, random, base, 235 - index * 20, 0.55 - index * 0.03);
      sketch.add(path(outline, colour));
      sketch.add(
        path(
          outline,
          sketch.linear([
            [0, '#ffd9b8', 0.22],
            [0.35, '#ffd9b8', 0],
          ]),
        ),
      );
      sketch.add(rect(0, base - 30, 1600, 210, sketch.mist('#f7c9b0', 0.34 - index * 0.055)));
    });
    sketch.add(
      ...times(64, () =>
        pine(random, random.between(0, 1600), random.between(1180, 1240), random.between(90, 210), '#0e1530'),
      ),
    );
  },
};
