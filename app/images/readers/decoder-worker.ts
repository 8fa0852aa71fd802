/** Decodes in a thread of its own, one picture at a time: a decoder that hangs or fills its memory ends with it. */
import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../../errors.ts';
import type { DecoderReply, DecoderTask } from './decoder-pool.ts';
import { DecoderProblem } from './decoded.ts';

/** WebAssembly's memory never shrinks: after so many bytes or pixels a thread is given up for a new one. */
const largestKept = 30_000_000;

async function decode({ kind, bytes, side }: DecoderTask): Promise<DecoderReply> {
  try {
    // Each decoder is loaded when it is first needed: either takes room and time.
    const picture =
      kind === 'heic'
        ? (await import('./heic.ts')).decodeHeic(bytes, side)
        : await (await import('./magick.ts')).decodeByMagick(bytes, kind, side);
    return { picture, isLarge: Math.max(bytes.length, picture.pixelsDecoded) > largestKept };
  } catch (error) {
    return { problem: error instanceof DecoderProblem ? error.message : null, words: errorMessage(error) };
  }
}

parentPort?.on('message', (task: DecoderTask) => {
  void decode(task).then((reply) => {
    const moved = 'picture' in reply ? [reply.picture.data.buffer] : [];
    parentPort?.postMessage(reply, moved);
  });
});
