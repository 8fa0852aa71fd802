import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Model } from './model.ts';

const { bytes, input, output, threads } = workerData as Pick<Model, 'bytes' | 'input' | 'output'> & { threads: number };

const session = await InferenceSession.create(bytes, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  // Threads that wait must sleep: while they would spin, photos are being decoded on the same cores.
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});

parentPort?.on('message', (pixels: Uint8Array) => {
  const { size } = input;
  const tensor = new Tensor('uint8', pixels, [pixels.length / (size * size * 3), size, size, 3]);
  void session.run({ [input.name]: tensor }).then((outputs) => parentPort?.postMessage(outputs[output.name].data));
});
parentPort?.postMessage('ready');
