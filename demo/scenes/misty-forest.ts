import { glow } from '../nature.ts';
import { ellipse, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const mistyForest: Scene = {
  name: 'forest',
  width: 1200,
  height: 1600,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#dfeecb'],
        [0.5, '#a9cfa0'],
        [1, '#24452f'],
      ]),
    );
    glow(sketch, 720, 320, 700, '#fffbd6', 1);
    const depths = [
      ['#9cc39a', 14, 26],
      ['#739f78', 12, 44],
      ['#47755a', 10, 70],
      ['#234a38', 7, 105],
      ['#10291f', 4, 150],
    ] as const;
    depths.forEach(([colour, count, thickness], depth) => {
      times(count, (index) => {
        const x = ((index + random.between(0.1, 0.9)) / count) * 1300 - 50;
        const foot = 1080 + depth * 120;
        sketch.add(
          path(
            `M${x - thickness / 2} ${foot + 90}C${x - thickness * 0.35} ${foot - 400} ${x - thickness * 0.2} 300 ${x - thickness * 0.2} -10L${x + thickness * 0.2} -10C${x + thickness * 0.25} 300 ${x + thickness * 0.3} ${foot - 400} ${x + thickness / 2 + 8} ${foot + 90}Z`,
            colour,
          ),
        );
        times(9, (branch) => {
          const y = random.between(-20, 760 - branch * 10);
          const way = random.chance(0.5) ? 1 : -1;
          const length = thickness * random.between(1.2, 3);
          sketch.add(
            stroke(
              `M${x} ${y}q${way * length * 0.5} ${length * 0.12} ${way * length} ${length * 0.5}`,
              colour,
              thickness * 0.09,
            ),
          );
          sketch.add(
            ellipse(
              x + way * length * 0.75,
              y + length * 0.3,
              length * 0.55,
              length * 0.16,
              colour,
              `fill-opacity="0.8" transform="rotate(${way * 24} ${x + way * length * 0.75} ${y + length * 0.3})"`,
            ),
          );
        });
      });
      sketch.add(rect(0, 800 + depth * 120, 1200, 460, sketch.mist('#e9f6d2', 0.42 - depth * 0.08)));
    });
    const beams = (
      [
        [420, 60],
        [560, 110],
        [760, 80],
        [930, 140],
      ] as const
    ).map(([x, width]) =>
      path(
        `M${x + 140} -20L${x + 140 + width} -20L${x - 180 + width * 2} 1500L${x - 320} 1500Z`,
        sketch.linear([
          [0, '#fffde0', 0.5],
          [1, '#fffde0', 0],
        ]),
      ),
    );
    sketch.add(`<g ${sketch.blur(16)}>${beams.join('')}</g>`);
    sketch.add(path('M0 1480C300 1420 480 1470 640 1450C860 1420 1040 1480 1200 1440L1200 1600L0 1600Z', '#0c2118'));
    times(130, () => {
      const x = random.between(0, 1200);
      const length = random.between(40, 110);
      sketch.add(
        stroke(
          `M${x} ${random.between(1490, 1610)}q${random.between(-20, 20)} ${-length * 0.6} ${random.between(-50, 50)} ${-length}`,
          random.pick(['#16402b', '#1f5636', '#0d2a1d', '#3f7d46']),
          4,
        ),
      );
    });
  },
};
