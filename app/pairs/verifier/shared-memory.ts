/** Values that threads read without copying them. */

type TypedArray = Uint8Array | Int32Array | Float32Array;

/** Blocks are made in steps of this many bytes, so that one serves the next photo as well. */
const step = 2 ** 16;

/**
 * A plain value (objects and lists of them) whose typed arrays lie in memory that threads share, all in one block. What is shared must
 * not change any more while it is read.
 * @param block is written over, if the value finds room in it; otherwise a new one is made.
 */
export function intoSharedMemory<Value>(value: Value, block?: SharedArrayBuffer): Value {
  const arrays = new Set<TypedArray>();
  visit(value, (array) => arrays.add(array));
  const places = new Map<TypedArray, number>();
  let length = 0;
  for (const array of arrays) {
    places.set(array, length);
    // Numbers of four bytes lie at multiples of four.
    length += Math.ceil(array.byteLength / 4) * 4;
  }
  const memory =
    block !== undefined && block.byteLength >= length ? block : new SharedArrayBuffer(Math.ceil(length / step) * step);
  return copy(value, (array) => {
    const moved = viewOf(array, memory, places.get(array) ?? 0);
    moved.set(array);
    return moved;
  }) as Value;
}

function viewOf(array: TypedArray, block: SharedArrayBuffer, place: number): TypedArray {
  if (array instanceof Uint8Array) return new Uint8Array(block, place, array.length);
  if (array instanceof Int32Array) return new Int32Array(block, place, array.length);
  return new Float32Array(block, place, array.length);
}

function isTypedArray(value: unknown): value is TypedArray {
  return value instanceof Uint8Array || value instanceof Int32Array || value instanceof Float32Array;
}

function visit(value: unknown, found: (array: TypedArray) => void): void {
  if (isTypedArray(value)) found(value);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) visit(one, found);
}

function copy(value: unknown, move: (array: TypedArray) => TypedArray): unknown {
  if (isTypedArray(value)) return move(value);
  if (Array.isArray(value)) return value.map((one) => copy(one, move));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copy(one, move)]));
}
