import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../../errors.ts';
import { packFeatures } from '../../vision/words/packed-features.ts';
import { shippedVocabulary } from '../shipped-vocabulary.ts';
import { findRelation } from './find-relation.ts';
import type { VerifierAnswer, VerifierQuestion } from './verifier.ts';
import { fromSeen, seePhoto, type Visible } from './visible-photo.ts';

async function answer(question: VerifierQuestion): Promise<VerifierAnswer> {
  if ('see' in question) return { seen: await seePhoto(question.see, question.closely, question.block) };
  const visible = question.photos.map(fromSeen);
  const at = (place: number): Visible => {
    const one = visible[place];
    if (one === undefined) throw new RangeError('A photo is named that is not there.');
    return one;
  };
  const relations = [];
  for (const { a, b, isClose } of question.pairs) relations.push(await findRelation(at(a), at(b), isClose));
  const features = question.pack.map((place) => packFeatures(at(place).sight().features(), shippedVocabulary()));
  return { relations, features };
}

parentPort?.on('message', ({ number, question }: { number: number; question: VerifierQuestion }) => {
  void answer(question)
    .catch((error: unknown): VerifierAnswer => ({ error: errorMessage(error) }))
    .then((given) => parentPort?.postMessage({ number, answer: given }));
});
