import { expect, test } from 'vitest';
import { frameOf, middleOf, type Lay } from '../../../../app/images/measure/made/laid-frames.ts';

/** Large enough that only its middle is looked at, with sides that leave an odd rest. */
const [width, height] = [1093, 1071];
const picture = {
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 24) & 255),
};

/** A picture mirrored left to right, and then turned clockwise by quarters, pixel by pixel. */
function turned({ mirrored, quarters }: Lay) {
  let [from, across, down] = [picture.data, width, height];
  const moved = (columns: number, rows: number, place: (x: number, y: number) => number) => {
    const data = new Uint8Array(from.length);
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++)
        for (let channel = 0; channel < 3; channel++)
          data[place(x, y) * 3 + channel] = from[(y * across + x) * 3 + channel]!;
    [from, across, down] = [data, columns, rows];
  };
  if (mirrored) moved(across, down, (x, y) => y * across + across - 1 - x);
  for (let quarter = 0; quarter < quarters; quarter++) moved(down, across, (x, y) => x * down + down - 1 - y);
  return { data: from, width: across, height: down };
}

test.each([false, true].flatMap((mirrored) => [0, 1, 2, 3].map((quarters) => ({ mirrored, quarters }))))(
  'the middle of a picture lies on the middle of what was turned: %o',
  (lay) => {
    const other = turned(lay);
    const frame = frameOf(middleOf(picture, null), lay, middleOf(other, null))!;
    expect([frame.width, frame.height]).toEqual([1024, 1024]);
    expect(Buffer.compare(frame.own, frame.shown)).toBe(0);
    // Blocks begin where they do in the file.
    const left = ((other.width - 1024) >> 4) * 8;
    const top = ((other.height - 1024) >> 4) * 8;
    const first = (top * other.width + left) * 3;
    expect([...frame.own.subarray(0, 30)]).toEqual([...other.data.subarray(first, first + 30)]);
  },
);

test('pictures of other sizes do not lie on each other', () => {
  const upright = { mirrored: false, quarters: 0 };
  const smaller = { data: picture.data.subarray(0, 300), width: 10, height: 10 };
  expect(frameOf(middleOf(picture, null), upright, middleOf(smaller, null))).toBeNull();
  expect(frameOf(middleOf(picture, null), { ...upright, quarters: 1 }, middleOf(picture, null))).toBeNull();
});
