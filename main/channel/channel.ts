import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import { encodeFrame, FrameReader, type FrameLimits } from './frames.ts';

export interface ChannelOptions<Heard> {
  /** Messages from the other side, and the most that one may hold. */
  hears: { schema: z.ZodType<Heard>; limits: FrameLimits };
  /** The most that the other side takes. */
  says: FrameLimits;
  onMessage: (id: number, message: Heard, bytes: Uint8Array) => void;
  /** A message that cannot be read; `id` is 0 where its question cannot be told. A whole sentence. */
  onUnreadable: (id: number, reason: string) => void;
  /** The other side has closed the channel or is gone. */
  onEnd: () => void;
}

const nothing = new Uint8Array();

/** One end of the pipe between shell and engine. Whatever comes out of the pipe, the next good message is heard. */
export class Channel<Said, Heard> {
  readonly #stream: Duplex;
  readonly #options: ChannelOptions<Heard>;

  constructor(stream: Duplex, options: ChannelOptions<Heard>) {
    this.#stream = stream;
    this.#options = options;
    const reader = new FrameReader(options.hears.limits);
    stream.on('data', (piece: Buffer) => {
      for (const frame of reader.read(piece)) {
        if ('reason' in frame) options.onUnreadable(frame.id, `A message ${frame.reason}.`);
        else this.#hear(frame.id, frame.text, frame.bytes);
      }
    });
    // A pipe whose other side has died fails on both ways, now or at the next message: “close” follows in each case.
    stream.on('error', () => undefined);
    stream.once('close', options.onEnd);
  }

  /** Nobody may hear it any more: that is no error. @throws RangeError when it is more than the other side takes. */
  say(id: number, message: Said, bytes: Uint8Array = nothing): void {
    const pieces = encodeFrame({ id, text: JSON.stringify(message), bytes }, this.#options.says);
    if (this.#stream.destroyed || this.#stream.writableEnded) return;
    this.#stream.cork();
    for (const piece of pieces) this.#stream.write(piece);
    this.#stream.uncork();
  }

  /** Closes it once what was said is on its way. */
  close(): void {
    this.#stream.end();
  }

  #hear(id: number, text: string, bytes: Uint8Array): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      this.#options.onUnreadable(id, 'A message is not JSON.');
      return;
    }
    const { data, error } = this.#options.hears.schema.safeParse(json);
    if (error === undefined) this.#options.onMessage(id, data, bytes);
    else this.#options.onUnreadable(id, 'A message is none that is known.');
  }
}
