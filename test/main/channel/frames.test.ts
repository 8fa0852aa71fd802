import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeFrame, FrameReader, type BadFrame, type Frame } from '../../../main/channel/frames.ts';

const limits = { text: 1024 * 1024, bytes: 1024 * 1024 };
const nothing = new Uint8Array();

function encoded(id: number, text: string, bytes: Uint8Array = nothing): Buffer {
  return Buffer.concat(encodeFrame({ id, text, bytes }, { text: 2 ** 31, bytes: 2 ** 31 }));
}

function readAll(stream: Buffer, pieceLength: number): (Frame | BadFrame)[] {
  const reader = new FrameReader(limits);
  const read: (Frame | BadFrame)[] = [];
  for (let at = 0; at < stream.length; at += pieceLength) {
    read.push(...reader.read(stream.subarray(at, at + pieceLength)));
  }
  return read;
}

/** Short for the eye: `id text` and `id !reason`. */
const said = (read: (Frame | BadFrame)[]) =>
  read.map((frame) => ('reason' in frame ? `${frame.id} !${frame.reason}` : `${frame.id} ${frame.text}`));

const pieceLengths = [1, 3, 7, 24, 1000, 2 ** 20];

test.each(pieceLengths)('frames come out as they went in, in pieces of %i', (pieceLength) => {
  const picture = randomBytes(5000);
  const read = readAll(
    Buffer.concat([encoded(1, '{}'), encoded(2 ** 32 - 1, '“ß”', picture), encoded(0, '')]),
    pieceLength,
  );
  expect(said(read)).toEqual(['1 {}', '4294967295 “ß”', '0 ']);
  expect(Buffer.compare((read[1] as Frame).bytes, picture)).toBe(0);
});

test.each(pieceLengths)(
  'a frame that is cut anywhere loses itself and nothing else, in pieces of %i',
  (pieceLength) => {
    const whole = encoded(5, '{"a":"long enough to be cut in many places"}');
    for (let end = 1; end < whole.length; end += 1) {
      const read = said(
        readAll(Buffer.concat([whole.subarray(0, end), encoded(6, 'six'), encoded(7, 'seven')]), pieceLength),
      );
      expect(read.slice(-2)).toEqual(['6 six', '7 seven']);
      if (end >= 24) expect(read).toEqual(['5 !was cut short', '6 six', '7 seven']);
      else expect(read).toHaveLength(3);
    }
  },
);

test('a picture that is cut is found out by its checksum, and what followed it is read', () => {
  const cut = encoded(5, '{}', randomBytes(300)).subarray(0, 200);
  const read = readAll(Buffer.concat([cut, encoded(6, 'six', randomBytes(400)), encoded(7, 'seven')]), 64);
  expect(said(read)).toEqual(['5 !was damaged on its way', '6 six', '7 seven']);
});

test('one flipped bit is never taken for a message', () => {
  const whole = encoded(5, '{"a":1}', new Uint8Array([1, 2, 3]));
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const damaged = Buffer.from(whole);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    const read = readAll(Buffer.concat([damaged, encoded(6, 'six')]), 1000);
    expect(read.filter((frame) => 'text' in frame).map(({ id }) => id)).toEqual([6]);
  }
});

test('random bytes are one fault, however many they are, and are not kept', () => {
  const read = readAll(Buffer.concat([randomBytes(3_000_000), encoded(6, 'six')]), 65_536);
  expect(said(read)).toEqual(['0 !is none: what came is not a frame', '6 six']);
});

test('what is larger than it may be is refused at once, under its id, and passed over', () => {
  const large = encoded(5, 'x'.repeat(limits.text + 1));
  expect(said(readAll(large.subarray(0, 100), 100))).toEqual(['5 !is too large']);
  expect(said(readAll(Buffer.concat([large, encoded(6, 'six')]), 65_536))).toEqual(['5 !is too large', '6 six']);
  expect(() => encodeFrame({ id: 1, text: 'x'.repeat(limits.text + 1), bytes: nothing }, limits)).toThrow('too large');
});

test('text that is not UTF-8 is a fault of its own', () => {
  const frame = encoded(5, 'abc', new Uint8Array([0xc3, 0x28]));
  // The same body, all of it declared as text.
  const declared = Buffer.from(frame);
  declared.writeUInt32BE(5, 8);
  declared.writeUInt32BE(0, 12);
  declared.writeUInt32BE(crc32(declared.subarray(0, 20)), 20);
  expect(said(readAll(Buffer.concat([declared, encoded(6, 'six')]), 1000))).toEqual(['5 !is not UTF-8', '6 six']);
});
