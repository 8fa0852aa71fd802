import { glow, stars } from '../nature.ts';
import { circle, ellipse, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const catInWindow: Scene = {
  name: 'cat',
  width: 1200,
  height: 1600,
  draw(sketch, random) {
    sketch.fill(
      sketch.linear([
        [0, '#23283d'],
        [1, '#161927'],
      ]),
    );
    sketch.add(
      rect(
        170,
        120,
        860,
        1110,
        sketch.linear([
          [0, '#0f2d5c'],
          [0.6, '#2f64a5'],
          [1, '#e4a0a8'],
        ]),
      ),
    );
    sketch.add(`<g ${sketch.clip(rect(170, 120, 860, 1110, '#000'))}>`);
    stars(sketch, random, 130, 900);
    glow(sketch, 760, 420, 460, '#fff7d9', 0.75);
    sketch.add(
      circle(
        760,
        420,
        190,
        sketch.radial(
          [
            [0, '#fffef5'],
            [0.8, '#fdf1cb'],
            [1, '#efd89b'],
          ],
          [0.4, 0.35],
          0.75,
        ),
      ),
    );
    for (const [x, y, size] of [
      [700, 370, 34],
      [820, 480, 46],
      [730, 500, 22],
      [830, 350, 20],
    ] as const)
      sketch.add(circle(x, y, size, '#e8d196', 'fill-opacity="0.55"'));
    for (let x = 140; x < 1060;) {
      const width = random.between(70, 140);
      const top = random.between(970, 1090);
      sketch.add(
        path(`M${x} 1240V${top}L${x + width / 2} ${top - random.between(20, 70)}L${x + width} ${top}V1240Z`, '#1a2c54'),
      );
      sketch.add(
        ...times(5, () =>
          rect(
            x + random.between(10, width - 24),
            top + random.between(20, 130),
            13,
            17,
            '#ffd37a',
            'fill-opacity="0.9"',
          ),
        ),
      );
      x += width;
    }
    sketch.add('</g>');
    sketch.add(
      stroke('M600 120V1230M170 640H1030', '#8c5a3c', 24),
      `<rect x="170" y="120" width="860" height="1110" fill="none" stroke="#8c5a3c" stroke-width="46"/>`,
      `<rect x="150" y="100" width="900" height="1150" fill="none" stroke="#5e3926" stroke-width="10"/>`,
    );
    const curtain = sketch.linear(
      [
        [0, '#5a1f38'],
        [0.25, '#b04763'],
        [0.45, '#6f2743'],
        [0.7, '#c2577a'],
        [1, '#5a1f38'],
      ],
      [1, 0],
    );
    sketch.add(
      path('M-20 20H330C320 420 280 760 130 1010C160 1180 150 1350 120 1500H-20Z', curtain),
      path('M1220 20H870C880 420 920 760 1070 1010C1040 1180 1050 1350 1080 1500H1220Z', curtain),
    );
    sketch.add(rect(0, 20, 1200, 26, '#c9a227'), circle(18, 33, 26, '#c9a227'), circle(1182, 33, 26, '#c9a227'));
    sketch.add(rect(90, 1226, 1020, 56, '#a46c48', 'rx="8"'), rect(110, 1282, 980, 20, '#3d2419'));
    const fur = '#0b0d16';
    sketch.add(
      path(
        'M392 1228C350 1080 400 900 478 800C486 770 480 740 476 704L452 590L520 644C548 634 592 634 620 644L688 590L666 706C664 740 660 770 668 800C740 890 790 1080 752 1228Z',
        fur,
      ),
    );
    sketch.add(stroke('M730 1200C860 1220 900 1130 860 1060C836 1016 866 970 906 986', fur, 38));
    sketch.add(path('M466 612L514 648L484 690ZM674 612L626 648L656 690Z', '#3b2534'));
    for (const x of [528, 612])
      sketch.add(ellipse(x, 706, 25, 21, '#f7d154'), ellipse(x, 706, 7, 19, fur), circle(x - 5, 698, 5, '#fff'));
    sketch.add(
      path('M560 742h20l-10 12Z', '#d98a8f'),
      stroke('M570 754q-12 16-28 10M570 754q12 16 28 10', '#55506a', 4),
      stroke('M520 744l-84-14M520 756l-86 10M620 744l84-14M620 756l86 10', '#c9cbe0', 2.5, 'stroke-opacity="0.6"'),
    );
    sketch.add(
      stroke('M470 806C420 900 400 1000 404 1120', '#7fa7df', 6, `stroke-opacity="0.5" ${sketch.blur(3)}`),
      stroke('M672 806C722 900 748 1010 748 1110', '#ffe7b0', 7, `stroke-opacity="0.55" ${sketch.blur(3)}`),
    );
    sketch.add(path('M890 1100h130l-20 128h-90Z', '#c8673c'), rect(880, 1084, 150, 30, '#d97a4c', 'rx="8"'));
    times(11, (leaf) =>
      sketch.add(
        path(
          `M955 1090C${900 + leaf * 6} ${980 - (leaf % 3) * 60} ${830 + leaf * 26} ${930 - (leaf % 4) * 36} ${840 + leaf * 24} ${850 - (leaf % 3) * 30}C${900 + leaf * 14} 930 ${960 + leaf * 4} 1000 965 1090Z`,
          leaf % 2 ? '#2f7a4d' : '#3d9a60',
        ),
      ),
    );
    sketch.add(
      rect(
        0,
        1302,
        1200,
        298,
        sketch.linear([
          [0, '#0e101b'],
          [1, '#1c2033'],
        ]),
      ),
      path('M330 1302L870 1302L1010 1600L190 1600Z', '#7fa7df', `fill-opacity="0.18" ${sketch.blur(20)}`),
    );
  },
};
