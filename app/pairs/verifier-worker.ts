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
    // All at once: while one is decoded, by threads of their own, others are looked at.
    const visible = photos.map(see);
    for (const one of visible) one.catch(() => undefined);
    const at = (place: number): Promise<Visible> => {
      const one = visible[place];
      if (one === undefined) throw new RangeError('A photo is named that is not there.');
      return one;
    };
    const relations = [];
    for (const { a, b, isClose } of pairs) relations.push(await findRelation(await at(a), await at(b), isClose));
    const features = [];
    for (const place of pack) features.push(packFeatures((await at(place)).sight().features(), shippedVocabulary()));
    return { relations, features };
  } catch (error) {
    return { error: errorMessage(error) };
  }
}

parentPort?.on('message', (task: VerifierTask) => void answer(task).then((reply) => parentPort?.postMessage(reply)));
