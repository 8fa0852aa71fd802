import { circle, path, rect, type Scene, stroke, times } from '../sketch.ts';

export const squares: Scene = {
  name: 'squares',
  width: 1200,
  height: 1500,
  draw(sketch, random) {
    sketch.fill('#f3ead7');
    const colours = ['#d62828', '#f7b801', '#1d4e89', '#f3ead7', '#f3ead7', '#00798c', '#eae0c8'] as const;
    const divide = (x: number, y: number, width: number, height: number, depth: number): void => {
      if (depth === 0 || width < 130 || height < 130 || (depth < 4 && random.chance(0.16))) {
        sketch.add(rect(x, y, width, height, random.pick(colours), 'stroke="#17161a" stroke-width="20"'));
        if (random.chance(0.42)) {
          const side = Math.min(width, height) - 44;
          const fill = random.pick(['#17161a', '#d62828', '#f7b801', '#1d4e89', '#ffffff'] as const);
          const corner = `M${x + 22 + side} ${y + height - 22}H${x + 22}V${y + height - 22 - side}A${side} ${side} 0 0 1 ${x + 22 + side} ${y + height - 22}Z`;
          sketch.add(
            random.chance(0.5) ? circle(x + width / 2, y + height / 2, side * 0.38, fill) : path(corner, fill),
          );
        }
        return;
      }
      const cut = random.between(0.32, 0.68);
      if (width * 1.1 > height) {
        divide(x, y, width * cut, height, depth - 1);
        divide(x + width * cut, y, width * (1 - cut), height, depth - 1);
      } else {
        divide(x, y, width, height * cut, depth - 1);
        divide(x, y + height * cut, width, height * (1 - cut), depth - 1);
      }
    };
    divide(40, 40, 1120, 1420, 5);
    times(300, () =>
      sketch.add(
        stroke(
          `M${random.between(0, 1200)} ${random.between(0, 1500)}l${random.between(-60, 60)} ${random.between(-6, 6)}`,
          random.pick(['#fff', '#5b4a32']),
          2,
          'stroke-opacity="0.12"',
        ),
      ),
    );
  },
};
