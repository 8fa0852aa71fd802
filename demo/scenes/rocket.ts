import { glow, stars } from '../nature.ts';
import { circle, group, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const rocket: Scene = {
  name: 'rocket',
  width: 1200,
  height: 1600,
  draw(sketch, random, moment) {
    sketch.fill(
      sketch.linear([
        [0, '#050819'],
        [0.5, '#16245c'],
        [0.8, '#4b3a86'],
        [1, '#f0946c'],
      ]),
    );
    stars(sketch, random, 260, 1250);
    sketch.add(
      circle(
        960,
        300,
        150,
        sketch.radial(
          [
            [0, '#ffd9a0'],
            [0.7, '#e48a4a'],
            [1, '#8e3f2c'],
          ],
          [0.35, 0.35],
          0.8,
        ),
      ),
      stroke('M770 350C860 420 1080 330 1170 226', '#f6d5a8', 16, 'stroke-opacity="0.9"'),
      circle(
        190,
        250,
        44,
        sketch.radial(
          [
            [0, '#d9f4ff'],
            [1, '#4c86b8'],
          ],
          [0.35, 0.35],
          0.8,
        ),
      ),
    );
    const rise = 640 - moment * 70;
    glow(sketch, 560, rise + 420, 560, '#ffd27a', 0.9);
    const trail = times(30, (index) => {
      const y = rise + 460 + index * 36;
      return circle(
        560 + random.between(-1, 1) * (20 + index * 8),
        y,
        46 + index * 6 + random.between(-14, 24),
        random.pick(['#fff4e0', '#ffe0c2', '#f2c7b8', '#e7d3e6']),
        'fill-opacity="0.85"',
      );
    });
    sketch.add(`<g ${sketch.blur(7)}>${trail.join('')}</g>`);
    times(46, (index) =>
      sketch.add(
        circle(
          (index / 45) * 1300 - 50 + random.between(-40, 40),
          random.between(1500, 1610),
          random.between(70, 150),
          random.pick(['#fff1df', '#f6d4c4', '#e5bfcf']),
          'fill-opacity="0.9"',
        ),
      ),
    );
    sketch.add(
      group(
        `translate(560 ${rise})`,
        path(
          'M-62 300C-90 420 -50 520 0 640C50 520 90 420 62 300Z',
          sketch.linear([
            [0, '#fff7c9'],
            [0.4, '#ffb52e'],
            [1, '#f2542d', 0],
          ]),
        ),
        path('M-34 300C-46 380 -20 440 0 510C20 440 46 380 34 300Z', '#fffdf0'),
        path(
          'M-110 110C-190 170 -210 260 -200 350C-170 300 -130 280 -90 276ZM110 110C190 170 210 260 200 350C170 300 130 280 90 276Z',
          sketch.linear([
            [0, '#ef3e4a'],
            [1, '#8d1430'],
          ]),
        ),
        path(
          'M0 -380C120 -260 150 -80 120 120C110 190 96 250 80 300H-80C-96 250 -110 190 -120 120C-150 -80 -120 -260 0 -380Z',
          sketch.linear(
            [
              [0, '#cfd7e6'],
              [0.35, '#ffffff'],
              [0.7, '#dbe2ef'],
              [1, '#7f8bab'],
            ],
            [1, 0],
          ),
        ),
        path(
          'M0 -380C58 -322 95 -250 114 -170C40 -150 -40 -150 -114 -170C-95 -250 -58 -322 0 -380Z',
          sketch.linear(
            [
              [0, '#ef3e4a'],
              [1, '#a31835'],
            ],
            [1, 0],
          ),
        ),
        circle(0, -30, 66, '#33415f'),
        circle(
          0,
          -30,
          50,
          sketch.radial(
            [
              [0, '#d6f6ff'],
              [0.6, '#4fa8dd'],
              [1, '#1d4f91'],
            ],
            [0.35, 0.3],
            0.8,
          ),
        ),
        circle(0, 130, 36, '#33415f'),
        circle(0, 130, 26, '#4fa8dd'),
        rect(-70, 292, 140, 26, '#33415f', 'rx="6"'),
      ),
    );
  },
};
