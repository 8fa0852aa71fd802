import { cloud, glow, stars } from '../nature.ts';
import { circle, group, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const ferrisWheel: Scene = {
  name: 'ferris',
  width: 1200,
  height: 1600,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#241a5e'],
        [0.45, '#7a3b9c'],
        [0.75, '#f48fb1'],
        [1, '#ffd6a5'],
      ]),
    );
    stars(sketch, random, 80, 520);
    cloud(sketch, random, 240, 980, 220, '#ffc1d4', 0.5);
    cloud(sketch, random, 1010, 860, 180, '#ffb6cf', 0.4);
    const [x, y, radius] = [610, 720, 470];
    glow(sketch, x, y, 740, '#ffb3e6', 0.35);
    sketch.add(
      stroke(`M${x} ${y}L${x - 280} 1440M${x} ${y}L${x + 280} 1440M${x - 140} 1090H${x + 140}`, '#2b1650', 24),
    );
    const spoke = (turn: number, reach: number) => [x + Math.cos(turn) * reach, y + Math.sin(turn) * reach] as const;
    for (const reach of [radius, radius - 46, 170])
      sketch.add(circle(x, y, reach, 'none', 'stroke="#f9e9ff" stroke-width="8"'));
    const colours = ['#ff5d73', '#ffca3a', '#8ac926', '#36c9e8', '#b98cff', '#ff924c'];
    times(18, (index) => {
      const turn = (index / 18) * Math.PI * 2;
      const [endX, endY] = spoke(turn, radius);
      sketch.add(stroke(`M${x} ${y}L${endX} ${endY}`, '#f9e9ff', 4, 'stroke-opacity="0.85"'));
      times(9, (bulb) => {
        const [bulbX, bulbY] = spoke(turn, 120 + bulb * 38);
        sketch.add(circle(bulbX, bulbY, 5, colours[(index + bulb) % 6] ?? ''));
      });
    });
    times(18, (index) => {
      const [endX, endY] = spoke((index / 18) * Math.PI * 2, radius);
      const colour = colours[index % 6] ?? '';
      sketch.add(
        circle(
          endX,
          endY,
          60,
          sketch.radial([
            [0, colour, 0.55],
            [1, colour, 0],
          ]),
        ),
      );
      sketch.add(
        group(
          `translate(${endX} ${endY})`,
          stroke('M0 0v18', '#2b1650', 6),
          path('M-36 18h72l-9 58q-27 14-54 0Z', colour),
          rect(-25, 26, 50, 24, '#fff6d8', 'rx="5"'),
          path('M-40 20Q0 -16 40 20Z', '#2b1650'),
        ),
      );
    });
    sketch.add(circle(x, y, 54, '#2b1650'), circle(x, y, 34, '#ffca3a'));
    sketch.add(path('M0 1440C260 1400 420 1440 620 1420C840 1400 1040 1430 1200 1410L1200 1600L0 1600Z', '#1c0f3a'));
    times(9, (tent) => {
      const at = tent * 150 - 40 + random.between(-20, 20);
      const colour = colours[tent % 6] ?? '';
      sketch.add(path(`M${at} 1500L${at + 65} 1418L${at + 130} 1500Z`, colour), rect(at + 8, 1500, 114, 90, '#f7e7ff'));
      times(4, (stripe) => sketch.add(rect(at + 8 + stripe * 30, 1500, 14, 90, colour)));
    });
    times(60, (bulb) => sketch.add(circle(bulb * 21, 1500 - Math.abs(Math.sin(bulb * 0.36)) * 60, 5, '#fff1b8')));
  },
};
