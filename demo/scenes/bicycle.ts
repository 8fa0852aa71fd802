import { circle, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const bicycle: Scene = {
  name: 'bicycle',
  width: 1500,
  height: 1125,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear(
        [
          [0, '#f2b6a0'],
          [1, '#e79a86'],
        ],
        [1, 0.4],
      ),
    );
    times(26, () =>
      sketch.add(
        sketch.haze(
          random.between(0, 1500),
          random.between(0, 860),
          random.between(60, 220),
          random.between(20, 70),
          random.pick(['#fff', '#b85c4c', '#fbd0bf']),
          0.13,
          16,
        ),
      ),
    );
    sketch.add(
      rect(1040, 70, 310, 470, '#3d6b74'),
      rect(
        1060,
        90,
        270,
        430,
        sketch.linear(
          [
            [0, '#b8dde0'],
            [1, '#5e98a3'],
          ],
          [1, 1],
        ),
      ),
      stroke('M1195 90V520M1060 300H1330', '#3d6b74', 14),
    );
    for (const x of [960, 1360])
      sketch.add(
        rect(x, 70, 70, 470, '#2d7d7a'),
        stroke(times(15, (slat) => `M${x + 8} ${96 + slat * 29}h54`).join(''), '#1f5f5d', 5),
      );
    sketch.add(rect(1030, 540, 330, 56, '#8a4b36'));
    times(70, () => {
      const x = random.between(1036, 1350);
      const y = random.between(480, 556);
      sketch.add(
        circle(x, y, random.between(9, 18), random.pick(['#3f8f4f', '#2f7a41', '#e7315b', '#ff6f91', '#ffd166'])),
      );
    });
    sketch.add(
      rect(
        0,
        870,
        1500,
        255,
        sketch.linear([
          [0, '#a98f86'],
          [1, '#6d5a58'],
        ]),
      ),
      rect(0, 862, 1500, 26, '#cdb9ac'),
    );
    for (let row = 0; row < 6; row += 1) {
      times(16, (stone) =>
        sketch.add(
          rect(
            stone * 104 - (row % 2) * 52,
            894 + row * 40,
            96,
            34,
            random.pick(['#998078', '#8c746d', '#a58d84', '#7f6a65']),
            'rx="9"',
          ),
        ),
      );
    }
    sketch.add(sketch.haze(560, 985, 520, 26, '#2d1c22', 0.45, 12));
    const wheel = (x: number) => {
      sketch.add(
        circle(x, 790, 190, 'none', 'stroke="#26252b" stroke-width="15"'),
        circle(x, 790, 176, 'none', 'stroke="#d8d3cc" stroke-width="6"'),
      );
      times(18, (spoke) => {
        const angle = (spoke / 18) * Math.PI * 2;
        sketch.add(
          stroke(
            `M${x} 790L${x + Math.cos(angle) * 174} ${790 + Math.sin(angle) * 174}`,
            '#efe9e2',
            2,
            'stroke-opacity="0.8"',
          ),
        );
      });
      sketch.add(circle(x, 790, 17, '#3b3a42'));
    };
    wheel(300);
    wheel(840);
    const frame = '#1d7874';
    sketch.add(
      stroke('M300 790L430 500L740 480L560 790L300 790M430 500L560 790', frame, 19),
      stroke('M740 480L840 790M722 420L745 490', frame, 17),
    );
    sketch.add(
      stroke('M412 440L436 510', '#26252b', 13),
      path('M340 424C380 404 470 404 500 430C480 452 390 456 348 446C332 442 330 430 340 424Z', '#5b3420'),
    );
    sketch.add(
      stroke('M722 420C730 384 800 380 822 404C832 420 824 438 804 440', '#26252b', 13),
      stroke('M804 440h34', '#5b3420', 19),
    );
    sketch.add(
      circle(560, 790, 44, 'none', 'stroke="#26252b" stroke-width="9"'),
      stroke('M560 790l30 70M590 862h44M560 790l-28-66M532 722h-40', '#26252b', 10),
      stroke('M300 776L560 748M300 804L560 834', '#3b3a42', 4),
    );
    sketch.add(path('M790 462h190l-30 128h-130Z', '#c8935a'));
    times(6, (line) =>
      sketch.add(
        stroke(`M${798 + line * 4} ${482 + line * 20}h${172 - line * 9}`, '#8f5f31', 5),
        stroke(`M${812 + line * 29} 464l${(2.5 - line) * 6} 124`, '#8f5f31', 4),
      ),
    );
    times(60, () =>
      sketch.add(
        circle(
          random.between(788, 982),
          random.between(386, 466),
          random.between(12, 26),
          random.pick(['#fff', '#ffd1dc', '#f7a6b8', '#4e9a56', '#66b06b', '#ffe08a']),
        ),
      ),
    );
  },
};
