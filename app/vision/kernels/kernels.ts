/**
 * The inner loops that run as WebAssembly, and the one memory that they work in. `npm run build:kernels` compiles
 * `assembly/loops.ts` to `loops.wasm`, which is kept beside it: what runs needs no compiler.
 */
import { readFileSync } from 'node:fs';

/** Node has it; its types leave it to a browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: object };
};

interface Loops {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  match: (
    a: number,
    countA: number,
    b: number,
    countB: number,
    swap: number,
    farthest: number,
    farthestHalf: number,
    bestOfA: number,
    bestOfB: number,
    row: number,
  ) => void;
  pad: (data: number, width: number, height: number, margin: number, padded: number) => void;
  blur: (data: number, width: number, height: number, blurred: number, columns: number) => void;
  cornerResponse: (data: number, width: number, height: number, response: number, work: number) => void;
  peaks: (response: number, width: number, height: number, faintest: number, margin: number, places: number) => number;
  moments: (data: number, width: number, centre: number, disc: number, radius: number, into: number) => void;
  describe: (data: number, width: number, centre: number, pattern: number, words: number, bits: number) => void;
  nearest: (
    description: number,
    centres: number,
    first: number,
    count: number,
    centreBits: number,
    wanted: number,
    found: number,
  ) => void;
  resample: (
    data: number,
    width: number,
    columns: number,
    rows: number,
    into: number,
    wide: number,
    high: number,
  ) => void;
  slopes: (data: number, width: number, rows: number, isTop: boolean, isBottom: boolean, into: number) => void;
  addSquares: (at: number, width: number, side: number, windows: number, into: number) => void;
  filterRow: (at: number, width: number, taps: number, into: number) => void;
  codingNoises: (
    data: number,
    width: number,
    rows: number,
    steps: number,
    ways: number,
    work: number,
    noises: number,
  ) => void;
  missedIntervals: (
    data: number,
    seen: number,
    width: number,
    rows: number,
    steps: number,
    work: number,
    into: number,
  ) => void;
}

/** As `assembly/loops.ts` and `assembly/proof.ts` describe them; places are addresses in the memory. */
export const loops = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(new URL('./loops.wasm', import.meta.url))),
).exports as unknown as Loops;

const page = 65_536;
/** Whatever wide numbers the loops read at once lie on such a border. */
const border = 16;

/** Where the part of the memory begins that is laid out anew for each call. */
let free = border;

/** Puts a table where it stays for good. @returns its place. */
export function keep(table: Uint8Array | Int8Array | Int32Array): number {
  const place = free;
  free = onBorder(place + table.byteLength);
  reserve(free);
  bytesAt(place, table.byteLength).set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength));
  return place;
}

/** Lays out the memory for one call, which must end before the next one begins. */
export class Layout {
  #end = free;

  /** @returns the place of so many bytes. What lies there is whatever the last call left. */
  take(bytes: number): number {
    const place = this.#end;
    this.#end = onBorder(place + bytes);
    reserve(this.#end);
    return place;
  }
}

/** A look at the memory, which holds until more of it is taken. */
export function bytesAt(place: number, length: number): Uint8Array {
  return new Uint8Array(loops.memory.buffer, place, length);
}

export function intsAt(place: number, length: number): Int32Array {
  return new Int32Array(loops.memory.buffer, place, length);
}

export function floatsAt(place: number, length: number): Float32Array {
  return new Float32Array(loops.memory.buffer, place, length);
}

export function doublesAt(place: number, length: number): Float64Array {
  return new Float64Array(loops.memory.buffer, place, length);
}

function reserve(end: number): void {
  const missing = end - loops.memory.buffer.byteLength;
  if (missing > 0) loops.memory.grow(Math.ceil(missing / page));
}

function onBorder(place: number): number {
  return Math.ceil(place / border) * border;
}
