import { circle, group, path, type Scene, stroke, times } from '../sketch.ts';

export const poppies: Scene = {
  name: 'poppies',
  width: 1600,
  height: 1067,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#eaf4d8'],
        [0.5, '#b8d48a'],
        [1, '#3f6b2f'],
      ]),
    );
    times(60, () => {
      const size = random.between(30, 120);
      sketch.add(
        sketch.haze(
          random.between(0, 1600),
          random.between(0, 900),
          size,
          size,
          random.pick(['#fdf6c9', '#d7e8a0', '#ff9b85', '#86b45b', '#ffffff']),
          0.3,
          18,
        ),
      );
    });
    times(200, () => {
      const x = random.between(0, 1600);
      sketch.add(
        stroke(
          `M${x} 1080q${random.between(-40, 40)} -200 ${random.between(-80, 80)} ${-random.between(260, 620)}`,
          random.pick(['#4d7f35', '#6b9c45', '#33602a', '#86b45b']),
          random.between(2, 7),
          'stroke-opacity="0.7"',
        ),
      );
    });
    const poppy = (x: number, y: number, size: number, soft: string) => {
      sketch.add(
        stroke(
          `M${x} ${y}C${x + 20} ${y + size} ${x - 30} ${y + size * 2} ${x + 10} 1100`,
          '#3f6b2f',
          size * 0.07,
          soft,
        ),
      );
      const petal = path(
        'M0 0C-110 -30 -120 -130 -40 -150C0 -160 60 -150 80 -110C110 -60 60 -10 0 0Z',
        sketch.radial(
          [
            [0, '#7c0d16'],
            [0.3, '#d7261e'],
            [0.8, '#f4472f'],
            [1, '#ff7a5c'],
          ],
          [0.45, 0.95],
          1,
        ),
      );
      const crease = stroke(
        'M-4 -14C-30 -60 -40 -100 -36 -140M4 -14C10 -70 20 -110 44 -140',
        '#9c1515',
        2.4,
        'stroke-opacity="0.5"',
      );
      sketch.add(
        `<g transform="translate(${x} ${y}) scale(${size / 150} ${size / 170})" ${soft}>${[200, 320, 90, 10].map((turn) => group(`rotate(${turn})`, petal, crease)).join('')}${circle(0, 0, 30, '#1d2417')}${times(22, (index) => circle(Math.cos(index) * random.between(34, 50), Math.sin(index) * random.between(34, 50), 5, '#15120f')).join('')}${circle(0, 0, 15, '#7f9a52')}</g>`,
      );
    };
    times(28, () =>
      sketch.add(
        circle(
          random.between(0, 1600),
          random.between(430, 900),
          random.between(9, 16),
          '#4f7fe0',
          'fill-opacity="0.8"',
        ),
      ),
    );
    const far = sketch.blur(7);
    for (const [x, y, size] of [
      [150, 420, 70],
      [520, 330, 62],
      [910, 380, 74],
      [1480, 350, 66],
      [1240, 280, 54],
    ] as const)
      poppy(x, y, size, far);
    for (const [x, y, size] of [
      [330, 620, 150],
      [1080, 520, 170],
      [700, 480, 130],
    ] as const)
      poppy(x, y, size, '');
    poppy(1390, 690, 210, '');
    poppy(760, 740, 260, '');
    poppy(60, 860, 200, sketch.blur(3));
  },
};
