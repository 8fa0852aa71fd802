import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../errors.ts';
import { findRelation } from './find-relation.ts';
import type { VerifierReply, VerifierTask } from './verifier.ts';
import { toVisible, type Visible } from './visible-photo.ts';

/** Photos kept as the verifier sees them, some 200 kB each with their features. */
const remembered = 256;

const seen = new Map<string, Promise<Visible>>();

function see({ sha256, ...facts }: VerifierTask['photos'][number]): Promise<Visible> {
  const visible = seen.get(sha256) ?? toVisible(facts);
  // The most recently used stand last.
  seen.delete(sha256);
  seen.set(sha256, visible);
  for (const oldest of seen.keys()) {
    if (seen.size <= remembered) break;
    seen.delete(oldest);
  }
  return visible;
}

async function answer({ photos, pairs }: VerifierTask): Promise<VerifierReply> {
  try {
    const relations = [];
    for (const { a, b, isClose } of pairs) {
      const [photoA, photoB] = [photos[a], photos[b]];
      if (photoA === undefined || photoB === undefined) throw new RangeError('A pair names a photo that is not there.');
      relations.push(await findRelation(await see(photoA), await see(photoB), isClose));
    }
    return { relations };
  } catch (error) {
    return { error: errorMessage(error) };
  }
}

parentPort?.on('message', (task: VerifierTask) => void answer(task).then((reply) => parentPort?.postMessage(reply)));
