import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../errors.ts';
import { packFeatures } from '../vision/words/packed-features.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';
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

async function answer({ photos, pairs, pack }: VerifierTask): Promise<VerifierReply> {
  try {
    const relations = [];
    for (const { a, b, isClose } of pairs) {
      const [photoA, photoB] = [photos[a], photos[b]];
      if (photoA === undefined || photoB === undefined) throw new RangeError('A pair names a photo that is not there.');
      relations.push(await findRelation(await see(photoA), await see(photoB), isClose));
    }
    const features = [];
    for (const place of pack) {
      const photo = photos[place];
      if (photo === undefined) throw new RangeError('A photo is wanted that is not there.');
      features.push(packFeatures((await see(photo)).sight().features(), shippedVocabulary()));
    }
    return { relations, features };
  } catch (error) {
    return { error: errorMessage(error) };
  }
}

parentPort?.on('message', (task: VerifierTask) => void answer(task).then((reply) => parentPort?.postMessage(reply)));
