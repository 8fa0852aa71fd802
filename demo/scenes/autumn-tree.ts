import { ellipse, path, rect, type Scene, stroke, through, times } from '../sketch.ts';

export const autumnTree: Scene = {
  name: 'autumn',
  width: 1600,
  height: 1067,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#cfe0e3'],
        [0.6, '#f5ead2'],
        [1, '#e7cf9e'],
      ]),
    );
    sketch.add(
      path(
        through([
          [-60, 700],
          [300, 640],
          [700, 700],
          [1100, 640],
          [1700, 700],
        ]) + 'L1700 1100L-60 1100Z',
        '#c4c98a',
      ),
    );
    sketch.add(
      path(
        through([
          [-60, 820],
          [400, 760],
          [900, 820],
          [1300, 780],
          [1700, 840],
        ]) + 'L1700 1100L-60 1100Z',
        sketch.linear([
          [0, '#d9a441'],
          [1, '#8f5a1e'],
        ]),
      ),
    );
    sketch.add(sketch.haze(860, 858, 430, 36, '#4a2a12', 0.45, 14));
    const limb = (x: number, y: number, length: number, angle: number, width: number): void => {
      const endX = x + Math.cos(angle) * length;
      const endY = y + Math.sin(angle) * length;
      sketch.add(
        stroke(
          `M${x} ${y}Q${x + Math.cos(angle) * length * 0.5 + random.between(-12, 12)} ${y + Math.sin(angle) * length * 0.5} ${endX} ${endY}`,
          '#43291a',
          width,
        ),
      );
      if (length < 46) return;
      for (const turn of [-0.5, 0.45, random.between(-0.15, 0.15)])
        limb(endX, endY, length * random.between(0.66, 0.78), angle + turn, width * 0.62);
    };
    limb(800, 860, 210, -1.57, 58);
    times(1500, () => {
      const [angle, reach] = [random.between(0, Math.PI * 2), Math.sqrt(random.between(0, 1))];
      const x = 800 + Math.cos(angle) * reach * 440;
      const y = 380 + Math.sin(angle) * reach * 300;
      const sunny = (x - 560) / 700 + (y - 120) / 900;
      const colour =
        sunny < 0.35
          ? random.pick(['#ffd24d', '#ffb52e', '#ff9a1f'])
          : sunny < 0.75
            ? random.pick(['#f5821f', '#e85d1f', '#ffa62b'])
            : random.pick(['#c8431c', '#9e2f1a', '#dd5a1d']);
      sketch.add(
        ellipse(
          x,
          y,
          random.between(9, 22),
          random.between(6, 13),
          colour,
          `fill-opacity="0.9" transform="rotate(${random.between(0, 180)} ${x} ${y})"`,
        ),
      );
    });
    times(320, () => {
      const [x, y] = [random.between(200, 1450), random.between(835, 1060)];
      sketch.add(
        ellipse(
          x,
          y,
          random.between(8, 17),
          random.between(3, 7),
          random.pick(['#f5821f', '#ffb52e', '#c8431c', '#e0661d']),
          `transform="rotate(${random.between(-30, 30)} ${x} ${y})"`,
        ),
      );
    });
    times(24, () => {
      const [x, y] = [random.between(950, 1560), random.between(300, 820)];
      sketch.add(
        ellipse(
          x,
          y,
          13,
          7,
          random.pick(['#f5821f', '#ffb52e', '#c8431c']),
          `transform="rotate(${random.between(0, 180)} ${x} ${y})"`,
        ),
      );
    });
    sketch.add(
      rect(1090, 806, 250, 14, '#5b3a22', 'rx="4"'),
      rect(1090, 756, 250, 12, '#6b4529', 'rx="4"'),
      rect(1090, 730, 250, 12, '#6b4529', 'rx="4"'),
      stroke('M1115 728V880M1315 728V880', '#3a2416', 13),
    );
  },
};
