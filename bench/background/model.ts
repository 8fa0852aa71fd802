/**
 * The background as an ONNX model: vectors in, of each the mean of its nearest cosines to the rows out. The rows are kept
 * as bytes; ONNX Runtime widens them once, when it starts.
 */

/** A row's numbers are kept as whole ones up to this. */
const largest = 127;

/**
 * @param rows unit vectors, one after the other. @param nearest how many of the cosines count.
 * @returns a ModelProto of onnx.proto (ONNX IR version 8, operator set 13).
 */
export function backgroundModel(rows: Float32Array, dimensions: number, nearest: number): Uint8Array {
  const count = rows.length / dimensions;
  const kept = new Int8Array(rows.length);
  const scales = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const own = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const highest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const whole = Int8Array.from(own, (value) => Math.round((value / highest) * largest));
    kept.set(whole, row * dimensions);
    // So that the rows are unit vectors again.
    scales[row] = 1 / Math.hypot(...whole);
  }
  const last = number(3, -1);
  const graph = [
    node('LpNormalization', ['vectors'], ['unit'], [attribute('axis', last, 2), attribute('p', number(3, 2), 2)]),
    node('Cast', ['kept'], ['wide'], [attribute('to', number(3, types.float32), 2)]),
    node('Mul', ['wide', 'scales'], ['rows'], []),
    node('Gemm', ['unit', 'rows'], ['cosines'], [attribute('transB', number(3, 1), 2)]),
    node('TopK', ['cosines', 'k'], ['nearest', 'places'], []),
    node(
      'ReduceMean',
      ['nearest'],
      ['background'],
      [attribute('axes', number(8, -1), 7), attribute('keepdims', number(3, 0), 2)],
    ),
    text(2, 'background'),
    tensor('kept', types.int8, [count, dimensions], kept),
    tensor('scales', types.float32, [count, 1], scales),
    tensor('k', types.int64, [1], BigInt64Array.of(BigInt(nearest))),
    value(11, 'vectors', ['n', dimensions]),
    value(12, 'background', ['n']),
  ];
  return Buffer.concat([number(1, 8), message(7, ...graph), message(8, text(1, ''), number(2, 13))]);
}

/** TensorProto.DataType. */
const types = { float32: 1, int8: 3, int64: 7 };

function node(operator: string, inputs: string[], outputs: string[], attributes: Buffer[]): Buffer {
  const names = [...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name))];
  return message(1, ...names, text(4, operator), ...attributes);
}

/** @param type AttributeProto.AttributeType: 2 for a whole number, 7 for a list of them. */
function attribute(name: string, value: Buffer, type: number): Buffer {
  return message(5, text(1, name), value, number(20, type));
}

function tensor(name: string, type: number, shape: number[], data: ArrayBufferView): Buffer {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return message(5, ...shape.map((length) => number(1, length)), number(2, type), text(8, name), message(9, bytes));
}

function value(field: number, name: string, shape: (number | string)[]): Buffer {
  const lengths = shape.map((length) => message(1, typeof length === 'string' ? text(2, length) : number(1, length)));
  const type = message(1, number(1, types.float32), message(2, ...lengths));
  return message(field, text(1, name), message(2, type));
}

// Protocol Buffers' wire format.
function varint(value: number): Buffer {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function message(field: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}
