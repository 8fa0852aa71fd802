import { parentPort } from 'node:worker_threads';
import { errorMessage, PersonError } from '../errors.ts';
import { findRelation } from './find-relation.ts';
import { provePair } from './prove-pair.ts';
import { readProvable } from './provable-file.ts';
import type { ProofTask, VerifierReply, VerifierTask } from './verifier.ts';
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

async function relate({ photos, pairs }: VerifierTask): Promise<VerifierReply> {
  const relations = [];
  for (const { a, b, isClose } of pairs) {
    const [photoA, photoB] = [photos[a], photos[b]];
    if (photoA === undefined || photoB === undefined) throw new RangeError('A pair names a photo that is not there.');
    relations.push(await findRelation(await see(photoA), await see(photoB), isClose));
  }
  return { relations };
}

async function prove({ a, b }: ProofTask): Promise<VerifierReply> {
  const [fileA, fileB] = [await readProvable(a), await readProvable(b)];
  if (fileA === null || fileB === null) return { proof: null };
  try {
    return { proof: await provePair(fileA, fileB) };
  } catch (error) {
    // What a thumbnail was made of once may be more than a whole decoding takes.
    if (error instanceof PersonError) return { proof: null };
    throw error;
  }
}

async function answer(task: VerifierTask | ProofTask): Promise<VerifierReply> {
  try {
    return await ('pairs' in task ? relate(task) : prove(task));
  } catch (error) {
    return { error: errorMessage(error) };
  }
}

parentPort?.on(
  'message',
  (task: VerifierTask | ProofTask) => void answer(task).then((reply) => parentPort?.postMessage(reply)),
);
