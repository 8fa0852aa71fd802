/**
 * What can be seen of a damaged photo: a file that was cut short shows its first rows, then one colour, and behind that
 * maybe rows that are repeated. The rows before it are the picture.
 */
import { decode, fromPicture, type Picture } from './decode.ts';
import type { DamagedPhoto } from './open.ts';

/** Less of a photo says nothing: the share of its rows. */
const leastSeen = 0.1;
/** With what decoders fill what is not there: a JPEG with grey, others with nothing, which is black, or white where it is clear. */
const fillings: Record<string, readonly number[]> = { jpeg: [128], png: [0, 255] };
const anyFilling = [0, 128, 255];
/** Levels by which that may differ where colours were converted. */
const tolerance = 2;
/** So many filled rows, as a share of all, are no line of the picture. */
const band = 0.015;

export interface SeenPart {
  picture: Picture;
  /** The share of the photo's width and height that is there. */
  across: number;
  down: number;
}

/** What its header says of a photo. */
interface Header {
  format: string;
  alpha: boolean;
  /** EXIF, 1 to 8. */
  orientation: number;
}

/**
 * Decodes what is there, to fit `side` × `side` before the rest is cut off.
 * @param damage thrown where too little is there.
 * @throws DamagedPhoto completing "The file … ".
 */
export async function decodeSeenPart(
  bytes: Uint8Array,
  side: number,
  header: Header,
  damage: DamagedPhoto,
): Promise<SeenPart> {
  const whole = await decode(bytes, side, header.alpha, true).catch(() => {
    throw damage;
  });
  const { width, height } = whole;
  const { isAcross, isBackward } = rowsAsDisplayed(header.orientation);
  const count = isAcross ? width : height;
  const light = fillings[header.format] ?? anyFilling;
  const isEmpty = (row: number) => isFilled(whole, isBackward ? count - 1 - row : row, isAcross, light);
  const rows = seenRows(count, isEmpty);
  if (rows < leastSeen * count) throw damage;
  const first = isBackward ? count - rows : 0;
  const part = isAcross ? { left: first, top: 0, width: rows, height } : { left: 0, top: first, width, height: rows };
  const data = new Uint8Array(await fromPicture(whole).extract(part).raw().toBuffer());
  const picture = { data, width: part.width, height: part.height };
  return { picture, across: part.width / width, down: part.height / height };
}

/** Where the rows that are stored one after the other lie once a photo is upright: the inverse of EXIF's orientation. */
function rowsAsDisplayed(orientation: number): { isAcross: boolean; isBackward: boolean } {
  return { isAcross: orientation >= 5, isBackward: [3, 4, 6, 7].includes(orientation) };
}

/** How many rows are there before the first filled ones; those with which a picture may begin do not count as such. */
function seenRows(count: number, isEmpty: (row: number) => boolean): number {
  const least = Math.max(1, Math.round(band * count));
  let isBegun = false;
  let empty = 0;
  for (let row = 0; row < count; row++) {
    empty = isEmpty(row) ? empty + 1 : 0;
    isBegun ||= empty === 0;
    if (isBegun && empty >= least) return row + 1 - empty;
  }
  return isBegun ? count - empty : 0;
}

function isFilled({ data, width }: Picture, line: number, isAcross: boolean, lights: readonly number[]): boolean {
  const length = isAcross ? data.length / 3 / width : width;
  for (let at = 0; at < length; at++) {
    const pixel = (isAcross ? at * width + line : line * width + at) * 3;
    const isLike = (light: number) =>
      [0, 1, 2].every((channel) => Math.abs((data[pixel + channel] ?? 0) - light) <= tolerance);
    if (!lights.some(isLike)) return false;
  }
  return true;
}
