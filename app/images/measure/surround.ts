/** Whether what a picture has beyond another one is no picture: a border, the bars of a screenshot, the ground of a turned one. */
import type { Picture } from '../decode.ts';
import { lightAt } from './made/laid-frames.ts';

/** As shares of the picture's width and height. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A place in a picture, in pixels from its upper left corner. */
interface Place {
  x: number;
  y: number;
}

/** Side of the cells that are looked at, in pixels, and levels within which a cell is plain. */
const cell = 4;
const plain = 7;
/** Share of the cells around that must be plain. */
const plainAround = 0.55;
/** Levels by which the light jumps at the edge of the part, on this share of the edge. */
const jump = 12;
const jumpsOften = 0.35;
/** Share of the places along an edge beyond which it must be plain. */
const plainBeyond = 0.85;
/** Pixels from an edge at which its two sides are compared. */
const gap = 2;
/** Side of the corners that are looked at, as a share of the shorter side. */
const corner = 0.045;

/**
 * @param part where the other picture lies.
 * @returns true when all around it is plain and begins abruptly: a plain wall behind a thing goes on inside the part.
 */
export function isSurround(picture: Picture, part: Part): boolean {
  const { width, height } = picture;
  const [left, right] = [part.left * width, (part.left + part.width) * width];
  const [top, bottom] = [part.top * height, (part.top + part.height) * height];
  let [plainCells, cells] = [0, 0];
  for (let y = 0; y + cell <= height; y += cell)
    for (let x = 0; x + cell <= width; x += cell) {
      const isOutside = x + cell <= left - 2 || x >= right + 2 || y + cell <= top - 2 || y >= bottom + 2;
      if (!isOutside) continue;
      cells++;
      plainCells += Number(spreadOf(picture, x, y) <= plain);
    }
  if (cells < 12 || plainCells < plainAround * cells) return false;
  return endsAbruptly(picture, edgesOf({ left, right, top, bottom }));
}

/** A place on an edge, and one beyond it, as far from it as asked. */
type EdgePlace = (beyond: number) => Place;

function edgesOf({ left, right, top, bottom }: { left: number; right: number; top: number; bottom: number }) {
  const edges: EdgePlace[] = [];
  for (let x = left + gap; x < right - gap; x += 2)
    edges.push(
      (beyond) => ({ x, y: top - beyond }),
      (beyond) => ({ x, y: bottom + beyond }),
    );
  for (let y = top + gap; y < bottom - gap; y += 2)
    edges.push(
      (beyond) => ({ x: left - beyond, y }),
      (beyond) => ({ x: right + beyond, y }),
    );
  return edges;
}

/** Whether the light jumps along much of an edge, and what is beyond is plain along nearly all of it: nothing goes on there. */
function endsAbruptly(picture: Picture, edges: readonly EdgePlace[]): boolean {
  let [places, jumps, plainPlaces] = [0, 0, 0];
  for (const edge of edges) {
    const [inner, outer, further] = [edge(-gap), edge(gap), edge(2 * gap)].map((place) => lightWithin(picture, place));
    if (inner === undefined || outer === undefined || inner === null || outer === null) continue;
    places++;
    jumps += Number(Math.abs(inner - outer) >= jump);
    plainPlaces += Number(Math.abs((further ?? outer) - outer) < jump);
  }
  return places > 0 && jumps >= jumpsOften * places && plainPlaces >= plainBeyond * places;
}

function lightWithin(picture: Picture, place: Place): number | null {
  const isWithin = place.x >= 0 && place.y >= 0 && place.x < picture.width && place.y < picture.height;
  return isWithin ? lightOf(picture, place) : null;
}

/**
 * Whether a picture shows another one turned on a plain ground: the corners beside it are plain, and the light jumps along
 * its edges. In the ground of a thing that was turned and cropped nothing jumps.
 * @param part the upright box around the turned one. @param degrees clockwise by which it was turned. @param aspect of the
 * turned one: its width as a multiple of its height.
 */
export function isTurnedOnGround(picture: Picture, part: Part, degrees: number, aspect: number): boolean {
  const { width, height } = picture;
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [wide, high] = [Math.abs(cosine), Math.abs(sine)];
  // What its box says of its height by its width, and by its height.
  const ownHeight =
    ((part.width * width) / (aspect * wide + high) + (part.height * height) / (aspect * high + wide)) / 2;
  const [halfAcross, halfDown] = [(aspect * ownHeight) / 2, ownHeight / 2];
  const centre = { x: (part.left + part.width / 2) * width, y: (part.top + part.height / 2) * height };
  const turn = ({ x, y }: Place) => ({
    x: centre.x + x * cosine - y * sine,
    y: centre.y + x * sine + y * cosine,
  });
  const edges = edgesOf({ left: -halfAcross, right: halfAcross, top: -halfDown, bottom: halfDown });
  const turned = edges.map((edge) => (beyond: number) => turn(edge(beyond)));
  return hasPlainCorners(picture) && endsAbruptly(picture, turned);
}

/** Whether at least three of its corners are plain, and of one colour. */
function hasPlainCorners(picture: Picture): boolean {
  const { width, height } = picture;
  const side = Math.max(3, Math.round(Math.min(width, height) * corner));
  const lights = [
    { x: 1, y: 1, across: 1, down: 1 },
    { x: width - 2, y: 1, across: -1, down: 1 },
    { x: 1, y: height - 2, across: 1, down: -1 },
    { x: width - 2, y: height - 2, across: -1, down: -1 },
  ].map(({ x, y, across, down }) => {
    const values = [];
    for (let row = 0; row < side; row++)
      for (let column = 0; row + column < side; column++)
        values.push(lightOf(picture, { x: x + across * column, y: y + down * row }));
    return {
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      spread: Math.max(...values) - Math.min(...values),
    };
  });
  return lights.some(
    ({ mean }) => lights.filter((one) => one.spread <= 2 * plain && Math.abs(one.mean - mean) <= plain).length >= 3,
  );
}

function spreadOf(picture: Picture, left: number, top: number): number {
  let [low, high] = [255, 0];
  for (let y = top; y < top + cell; y++)
    for (let x = left; x < left + cell; x++) {
      const light = lightOf(picture, { x, y });
      low = Math.min(low, light);
      high = Math.max(high, light);
    }
  return high - low;
}

function lightOf({ data, width }: Picture, { x, y }: Place): number {
  return lightAt(data, Math.floor(y) * width + Math.floor(x));
}
