import { cloud, glitter, ridge } from '../nature.ts';
import { path, rect, type Scene, stroke, times } from '../sketch.ts';

export const redBridge: Scene = {
  name: 'bridge',
  width: 1600,
  height: 900,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#b9d3e0'],
        [0.5, '#e8e6dc'],
        [1, '#cfd9d8'],
      ]),
    );
    sketch.add(
      path(ridge(sketch, random, 560, 190, 0.25), '#9db4b5', 'fill-opacity="0.8"'),
      path(ridge(sketch, random, 610, 120, 0.25), '#7c9a98', 'fill-opacity="0.85"'),
    );
    sketch.add(
      rect(
        0,
        640,
        1600,
        260,
        sketch.linear([
          [0, '#9fb9bd'],
          [1, '#3f6a7b'],
        ]),
      ),
    );
    glitter(sketch, random, { x: 800, top: 650, bottom: 900, width: 800, colour: '#e9f3f2', count: 130 });
    const red = '#c0392b';
    const deck = 560;
    const cable = (fromX: number, fromY: number, toX: number, toY: number, lowX: number, lowY: number) => {
      sketch.add(stroke(`M${fromX} ${fromY}Q${lowX} ${lowY} ${toX} ${toY}`, red, 9));
      times(26, (index) => {
        const t = (index + 0.5) / 26;
        const at = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
        sketch.add(stroke(`M${at(fromX, lowX, toX)} ${at(fromY, lowY, toY)}V${deck}`, red, 2.4));
      });
    };
    cable(-220, 420, 420, 150, 240, 520);
    cable(420, 150, 1180, 150, 800, 920);
    cable(1180, 150, 1820, 420, 1360, 520);
    for (const x of [420, 1180]) {
      sketch.add(rect(x - 34, 140, 20, 580, '#a93226'), rect(x + 14, 140, 20, 580, '#8e2a20'));
      for (const y of [150, 250, 350, 450]) sketch.add(rect(x - 34, y, 68, 22, red));
      sketch.add(rect(x - 62, 690, 124, 46, '#8a8478', 'rx="6"'));
    }
    sketch.add(
      rect(0, deck, 1600, 16, red),
      rect(0, deck + 16, 1600, 12, '#7d241b'),
      stroke(
        `M0 ${deck + 44}${times(33, (index) => `L${index * 50} ${deck + (index % 2 ? 28 : 44)}`).join('')}`,
        '#a93226',
        4,
      ),
    );
    for (const [y, opacity] of [
      [470, 0.75],
      [600, 0.85],
      [690, 0.6],
    ] as const) {
      for (let puff = 0; puff < 5; puff += 1)
        cloud(
          sketch,
          random,
          puff * 400 + random.between(-120, 120),
          y + random.between(-30, 60),
          random.between(130, 230),
          '#f6f5ee',
          opacity,
        );
    }
  },
};
