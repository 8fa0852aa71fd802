/**
 * Frames on the pipe between shell and engine: a header, JSON in UTF-8, and raw bytes for a picture. Nothing of V8 is in
 * them: Electron's V8 writes a structured clone that Node's does not read (denoland/deno#35118).
 *
 *     magic 4 │ id 4 │ length of the JSON 4 │ length of the bytes 4 │ CRC-32 of JSON and bytes 4 │ CRC-32 of the header 4 │ JSON │ bytes
 *
 * Numbers are big-endian. A reader that has lost its place finds it again: it looks for the next magic whose header has
 * the right checksum; so it does after one that is larger than it may be. The magic begins with 0xFF, which UTF-8 never holds, so JSON that was cut short ends where the next
 * frame begins; bytes that were cut short are found out by their checksum, and what was taken for them is read again.
 */
import { crc32 } from 'node:zlib';

const magic = Buffer.from([0xff, 0x54, 0x4c, 0x31]);
const headerLength = 24;
const nothing = Buffer.alloc(0);

/** The most that a frame may hold, in bytes. */
export interface FrameLimits {
  text: number;
  bytes: number;
}

export interface Frame {
  /** Of the question that it asks or answers, 1 to 2³² − 1; 0 for what is nobody's question. */
  id: number;
  text: string;
  bytes: Uint8Array;
}

/** What could not be read; `id` is 0 where not even the header could. `reason` completes “The message … ”. */
export interface BadFrame {
  id: number;
  reason: string;
}

/** @throws RangeError when it is more than the other side takes. */
export function encodeFrame({ id, text, bytes }: Frame, limits: FrameLimits): Buffer[] {
  const body = Buffer.from(text);
  if (body.length > limits.text || bytes.length > limits.bytes) throw new RangeError('The message is too large.');
  const header = Buffer.alloc(headerLength);
  magic.copy(header);
  header.writeUInt32BE(id, 4);
  header.writeUInt32BE(body.length, 8);
  header.writeUInt32BE(bytes.length, 12);
  header.writeUInt32BE(crc32(bytes, crc32(body)), 16);
  header.writeUInt32BE(crc32(header.subarray(0, 20)), 20);
  return [header, body, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
}

interface Header {
  id: number;
  text: number;
  bytes: number;
  checksum: number;
}

/** Takes what comes out of the pipe, in whatever pieces, and gives the frames in it. Holds one frame at most. */
export class FrameReader {
  readonly #limits: FrameLimits;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  /** Null while a header is looked for. */
  #header: Header | null = null;
  /** What has come of the header or the body, and how many bytes that is. */
  #pieces: Buffer[] = [];
  #held = 0;
  /** True while what is read is no frame, and that has been said. */
  #lost = false;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** The frames that this piece completes, in their order, the unreadable ones among them. */
  *read(piece: Buffer): Generator<Frame | BadFrame> {
    let rest: Buffer | null = piece;
    while (rest !== null) {
      if (this.#header === null) rest = yield* this.#findHeader(rest);
      else rest = yield* this.#readBody(this.#header, rest);
    }
  }

  /** Returns what comes after the header; null when there is none yet. */
  *#findHeader(piece: Buffer): Generator<BadFrame, Buffer | null> {
    const data = this.#take(piece);
    for (let at = 0; ; at += 1) {
      const start = data.indexOf(magic, at);
      if (start !== at && !this.#lost && !mayBeMagic(data.subarray(at))) {
        this.#lost = true;
        yield { id: 0, reason: 'is none: what came is not a frame' };
      }
      if (start < 0) return this.#keep(endThatMayBeMagic(data));
      if (data.length - start < headerLength) return this.#keep(data.subarray(start));
      const header = parseHeader(data.subarray(start, start + headerLength));
      if (header !== null) {
        this.#lost = false;
        this.#header = header;
        return data.subarray(start + headerLength);
      }
      at = start;
    }
  }

  /** Returns what comes after the body, or what was taken for one; null when more of it must come. */
  *#readBody({ id, text, bytes, checksum }: Header, piece: Buffer): Generator<Frame | BadFrame, Buffer | null> {
    if (text > this.#limits.text || bytes > this.#limits.bytes) {
      yield* this.#bad(id, 'is too large');
      return piece;
    }
    const cut = piece.subarray(0, Math.max(0, text - this.#held)).indexOf(0xff);
    if (cut >= 0) {
      yield* this.#bad(id, 'was cut short');
      return piece.subarray(cut);
    }
    const wanted = text + bytes - this.#held;
    const here = piece.subarray(0, wanted);
    this.#pieces.push(here);
    this.#held += here.length;
    if (here.length < wanted) return null;
    const body = Buffer.concat(this.#pieces);
    const after = piece.subarray(wanted);
    if (crc32(body) !== checksum) {
      yield* this.#bad(id, 'was damaged on its way');
      // The next frame may have begun in what was taken for the bytes of this one.
      return Buffer.concat([body.subarray(text), after]);
    }
    this.#forget();
    try {
      yield { id, text: this.#decoder.decode(body.subarray(0, text)), bytes: body.subarray(text) };
    } catch {
      yield { id, reason: 'is not UTF-8' };
    }
    return after;
  }

  *#bad(id: number, reason: string): Generator<BadFrame> {
    this.#forget();
    // Its rest is no news.
    this.#lost = true;
    yield { id, reason };
  }

  #forget(): void {
    this.#header = null;
    this.#pieces = [];
    this.#held = 0;
  }

  #take(piece: Buffer): Buffer {
    const data = this.#pieces.length === 0 ? piece : Buffer.concat([...this.#pieces, piece]);
    this.#pieces = [];
    return data;
  }

  #keep(data: Buffer): null {
    this.#pieces = data.length === 0 ? [] : [data];
    return null;
  }
}

function parseHeader(header: Buffer): Header | null {
  if (crc32(header.subarray(0, 20)) !== header.readUInt32BE(20)) return null;
  return {
    id: header.readUInt32BE(4),
    text: header.readUInt32BE(8),
    bytes: header.readUInt32BE(12),
    checksum: header.readUInt32BE(16),
  };
}

/** True for the beginning of a magic, however short. */
function mayBeMagic(data: Buffer): boolean {
  const length = Math.min(data.length, magic.length);
  return data.subarray(0, length).equals(magic.subarray(0, length));
}

function endThatMayBeMagic(data: Buffer): Buffer {
  for (let length = Math.min(magic.length - 1, data.length); length > 0; length -= 1) {
    const end = data.subarray(data.length - length);
    if (mayBeMagic(end)) return Buffer.from(end);
  }
  return nothing;
}
