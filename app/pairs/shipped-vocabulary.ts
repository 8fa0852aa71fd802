import { vocabularyManifest } from '../resources.ts';
import { loadVocabulary, type Vocabulary } from '../vision/words/vocabulary.ts';

let loaded: Vocabulary | undefined;

/** The shipped visual words, loaded once a thread. */
export function shippedVocabulary(): Vocabulary {
  return (loaded ??= loadVocabulary(vocabularyManifest()));
}
