/** All methods side by side, each as a score of two photos. */
import { scoreOf } from '../../../app/pairs/candidates.ts';
import type { Eyes, Seen } from '../look.ts';
import type { Score } from '../metrics.ts';
import type { Baseline } from './baseline.ts';
import { colourBlocks } from './colour-blocks.ts';
import { bestCosine } from './cosine.ts';
import { differenceHash } from './difference-hash.ts';
import { meanHash } from './mean-hash.ts';
import { perceptualHash } from './perceptual-hash.ts';
import type { Verdict, Verified } from './verifier.ts';

export const baselines: readonly Baseline[] = [perceptualHash, differenceHash, meanHash, colourBlocks];

export interface Method {
  name: string;
  score: Score;
}

/** No score is higher: cosines are 1 at most, backgrounds −1 at least. */
const highestScore = 2;
const nothing: Verdict = { kind: 'similar', score: 0 };

/**
 * @param queries, references the photos that are scored against each other.
 * @param verified what the app verifies about them. A verified pair stands above every other, as it does in the app.
 */
export function methodsOf(
  queries: readonly Seen[],
  references: readonly Seen[],
  verified: Verified,
  { own, other }: Pick<Eyes, 'own' | 'other'>,
): Method[] {
  const between = (score: (a: Seen, b: Seen) => number): Score => {
    return (query, reference) => score(queries[query] as Seen, references[reference] as Seen);
  };
  const encoder = between((a, b) => scoreOf(bestCosine(a.vectors, b.vectors), a.background, b.background));
  return [
    {
      name: `${own.name} + verifier`,
      score: (query, reference) => {
        const verdict = verified.verdicts[query]?.get(reference) ?? nothing;
        return verdict.kind === 'similar' ? encoder(query, reference) : highestScore + verdict.score;
      },
    },
    { name: own.name, score: encoder },
    { name: `${own.name}, cosine alone`, score: between((a, b) => bestCosine(a.vectors, b.vectors)) },
    ...(other === null
      ? []
      : [{ name: other.name, score: between((a, b) => bestCosine(a.otherVectors, b.otherVectors)) }]),
    ...baselines.map(({ name, distance }, at) => ({
      name,
      score: between((a, b) => -distance(a.prints[at] as Uint8Array, b.prints[at] as Uint8Array)),
    })),
  ];
}
