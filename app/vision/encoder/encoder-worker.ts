import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Background } from './background.ts';
import type { Embedded, EncoderStart } from './encoder.ts';

const { bytes, background: backgroundBytes, input, output, threads } = workerData as EncoderStart;

const session = await InferenceSession.create(bytes, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  // Threads that wait must sleep: while they would spin, photos are being decoded on the same cores.
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});
const background = await Background.start(backgroundBytes, threads);

async function embed(pixels: Uint8Array): Promise<Embedded> {
  const { size } = input;
  const count = pixels.length / (size * size * 3);
  const outputs = await session.run({ [input.name]: new Tensor('uint8', pixels, [count, size, size, 3]) });
  const vectors = outputs[output.name].data as Float32Array;
  // From the vectors as they are kept.
  return { vectors, backgrounds: await background.of(new Float16Array(vectors), output.dimensions) };
}

parentPort?.on('message', (pixels: Uint8Array) => void embed(pixels).then((reply) => parentPort?.postMessage(reply)));
parentPort?.postMessage('ready');
