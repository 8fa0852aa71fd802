/** How coarsely a JPEG was coded: its quantisation tables, and how its colours are thinned out. */

export interface JpegCoding {
  /** Steps of the luminance's and the colours' coefficients, 64 each, row by row (not zigzag). */
  light: Uint16Array;
  colour: Uint16Array;
  /** Pixels of the picture a sample of its colours, across and down: 1, 2 or 4. */
  thinX: number;
  thinY: number;
  /** Whether it was coded in sRGB: the steps are in the levels of a picture that is decoded to sRGB then. */
  isStandard: boolean;
}

const startOfScan = 0xda;
const quantisationTables = 0xdb;
const profileMarker = 0xe2;

/** The order in which coefficients are written (ITU-T T.81, figure A.6): `zigzag[i]` is the place of the i-th, row by row. */
const zigzag = zigzagOrder();

/** @returns null where the bytes are no JPEG in YCbCr or grey. */
export function jpegCoding(bytes: Uint8Array): JpegCoding | null {
  const tables = new Map<number, Uint16Array>();
  let isStandard = true;
  let components: { x: number; y: number; table: number }[] = [];
  for (const { marker, body } of headerSegments(bytes)) {
    if (marker === profileMarker) isStandard &&= isStandardProfile(body);
    if (marker === quantisationTables) readTables(body, tables);
    // Start of frame, whatever the process; not the tables C4, C8, CC in between.
    if ((marker >= 0xc0 && marker <= 0xcf && marker % 4 !== 0) || marker === 0xc0)
      components = Array.from({ length: body[5] ?? 0 }, (_, component) => {
        const entry = 6 + component * 3;
        return { x: body[entry + 1]! >> 4, y: body[entry + 1]! & 15, table: body[entry + 2]! };
      });
  }
  const [first, second] = components;
  if (first === undefined || (components.length !== 1 && components.length !== 3)) return null;
  const light = tables.get(first.table);
  const colour = tables.get(second?.table ?? first.table);
  if (light === undefined || colour === undefined) return null;
  return {
    light,
    colour,
    isStandard,
    thinX: Math.max(1, first.x / (second?.x ?? first.x)),
    thinY: Math.max(1, first.y / (second?.y ?? first.y)),
  };
}

/**
 * The steps to which a JPEG's luminance was rounded, whatever its colours: table 0, the first one before the picture.
 * @returns 64 steps, row by row (frequency across, then down); null where the bytes hold none.
 */
export function luminanceSteps(bytes: Uint8Array): Uint16Array | null {
  const tables = new Map<number, Uint16Array>();
  for (const { marker, body } of headerSegments(bytes)) {
    if (marker === quantisationTables) readTables(body, tables);
    const steps = tables.get(0);
    if (steps !== undefined) return steps;
  }
  return null;
}

/** What stands before a JPEG's first scan (ITU-T T.81, B.1.1.4), as far as it is whole. */
function* headerSegments(bytes: Uint8Array): Generator<{ marker: number; body: Uint8Array }> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return;
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== startOfScan;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (!(end > at + 2 && end <= bytes.length)) return;
    yield { marker, body: bytes.subarray(at + 4, end) };
    at = end;
  }
}

/** Whether a colour profile's segment (ICC.1, annex B.4) names sRGB, or is none. */
function isStandardProfile(segment: Uint8Array): boolean {
  const text = Buffer.from(segment).toString('latin1');
  return !text.startsWith('ICC_PROFILE') || text.includes('sRGB') || text.includes('s\0R\0G\0B');
}

function readTables(segment: Uint8Array, tables: Map<number, Uint16Array>): void {
  for (let at = 0; at < segment.length;) {
    const isWide = segment[at]! >> 4 === 1;
    const steps = new Uint16Array(64);
    for (let i = 0; i < 64; i++) {
      const entry = at + 1 + i * (isWide ? 2 : 1);
      steps[zigzag[i]!] = isWide ? (segment[entry]! << 8) | segment[entry + 1]! : segment[entry]!;
    }
    tables.set(segment[at]! & 15, steps);
    at += 1 + 64 * (isWide ? 2 : 1);
  }
}

function zigzagOrder(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, place) => place);
  const diagonal = (place: number) => (place >> 3) + (place & 7);
  // Up along the even diagonals, down along the odd ones.
  const along = (place: number) => (diagonal(place) % 2 === 0 ? place & 7 : place >> 3);
  order.sort((a, b) => diagonal(a) - diagonal(b) || along(a) - along(b));
  return Uint8Array.from(order);
}
