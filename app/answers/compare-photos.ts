/** Compares two photos, wherever they lie. */
import type { Answers, Output } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';
import { bestCosine, toDistance } from '../grouping/distance.ts';
import { isCopy, type MatchKind } from '../grouping/kinds.ts';
import { kindOfShots } from '../pairs/other-shot.ts';
import { embedLook, type Analysis } from '../scan/analyse.ts';
import { judgedDistance, type Joining } from '../groups/judged-pairs.ts';
import type { Learned } from '../lessons/learned.ts';
import { observe } from '../lessons/observe.ts';
import { unitRows } from '../lessons/observer.ts';
import type { Decoders } from '../decoding/decoders.ts';
import { provenFrom } from '../pairs/prove-copies.ts';
import type { Verifier } from '../pairs/verifier/verifier.ts';
import { toFacts } from '../pairs/verifier/visible-photo.ts';
import { applyHead } from '../learning/head/head.ts';
import { Judge } from '../learning/judge/judge.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import type { Relation } from '../vision/verify/relation.ts';

export interface SeenPhoto {
  path: string;
  sha256: string;
  analysis: Analysis;
}

/** @throws PersonError naming the file, when it cannot be read. */
async function see(path: string, decoders: Decoders, encoder: Encoder, model: Model): Promise<SeenPhoto> {
  try {
    const seen = await decoders.open(
      path,
      async ({ sha256, ask }) => ({ sha256, look: await ask('look', { side: model.input.size }) }),
      { isUrgent: true },
    );
    if (seen === null) throw new PersonError('does not exist');
    return { path, sha256: seen.sha256, analysis: await embedLook(seen.look, encoder, model) };
  } catch (error) {
    throw error instanceof PersonError ? new PersonError(`The file ${path} ${error.message}.`) : error;
  }
}

export interface ComparisonTools {
  verifier: Pick<Verifier, 'relate'>;
  decoders: Decoders;
  model: Model;
  threshold: number;
  /** What was learned and is in use, and how sure it must be in this library; null for what ships. */
  learned: (Learned & Joining) | null;
  /** The shipped judge. */
  prior: Judge;
}

export interface CompareAnswerTools extends Pick<ComparisonTools, 'verifier' | 'decoders' | 'model'> {
  encoder: () => Promise<Encoder>;
  threshold: () => number;
  /** What was learned and is in use; null for what ships. */
  learned: () => Learned | null;
  joining: () => Joining;
  /** What the shipped judge was learnt from. */
  prior: Parameters<typeof Judge.adapted>[0];
}

export function compareAnswer(tools: CompareAnswerTools): Pick<Answers, 'compare'> {
  const { verifier, decoders, model, prior } = tools;
  return {
    compare: async ({ a, b }) => {
      const encoder = await tools.encoder();
      const [seenA, seenB] = [await see(a, decoders, encoder, model), await see(b, decoders, encoder, model)];
      const learned = tools.learned();
      return comparePhotos(seenA, seenB, {
        verifier,
        decoders,
        model,
        threshold: tools.threshold(),
        learned: learned === null ? null : { ...learned, ...tools.joining() },
        prior: Judge.adapted(prior, []),
      });
    },
  };
}

export async function comparePhotos(
  a: SeenPhoto,
  b: SeenPhoto,
  { verifier, decoders, model, threshold, learned, prior }: ComparisonTools,
): Promise<Output<'compare'>> {
  const matrix = learned?.head.matrix ?? null;
  const cosine = a.sha256 === b.sha256 ? 1 : cosineOf(a.analysis, b.analysis, matrix, model.output.dimensions);
  const distance = toDistance(cosine);
  const { kind: seen, relation } = await relationOf(a, b, verifier, decoders);
  const kind = kindOfShots(seen, a.analysis, b.analysis);
  const verified = kind === 'identical' || kind === 'burst' || kind === 'similar' ? null : kind;
  const judge = learned?.judge ?? prior;
  const pair = observe(a.analysis, b.analysis, distance, verified, relation);
  const probability = kind === 'identical' || kind === 'same-pixels' ? 1 : judge.probability(pair);
  return { distance, cosine, same: areGrouped(), probability, kind, relation };

  /** As groups have it: copies are grouped at every threshold, and what is verified unless the person has taught otherwise. */
  function areGrouped(): boolean {
    const isPicture = kind !== 'similar' && kind !== 'burst';
    if (learned === null) return isPicture || distance <= threshold;
    const isCertain = isCopy(kind) || (isPicture && probability >= learned.verifiedFrom);
    return isCertain || judgedDistance(learned, learned.judge.moderated(pair), learned.strictness) <= threshold;
  }
}

function cosineOf(a: Analysis, b: Analysis, matrix: Float32Array | null, dimensions: number): number {
  const plain = unitRows(
    [...a.vectors, ...b.vectors].map(({ vector }) => vector),
    dimensions,
  );
  const rows = matrix === null ? plain : applyHead(matrix, { rows: plain, dimensions });
  const indices = Array.from({ length: rows.length / dimensions }, (_, row) => row);
  return bestCosine(rows, dimensions, indices.slice(0, a.vectors.length), indices.slice(a.vectors.length));
}

/** What can be verified about two photos that were seen; from the first one's point of view. */
async function relationOf(
  a: SeenPhoto,
  b: SeenPhoto,
  verifier: Pick<Verifier, 'relate'>,
  decoders: Decoders,
): Promise<{ kind: MatchKind; relation: Omit<Relation, 'kind'> | null }> {
  if (a.sha256 === b.sha256) return { kind: 'identical', relation: null };
  const photos = [a, b].map(({ sha256, analysis }) => ({
    sha256,
    ...toFacts(analysis),
    thumbnail: analysis.thumbnail,
  }));
  const [found = null] = await verifier.relate({ photos, pairs: [{ a: 0, b: 1, isClose: true }] });
  if (found === null) return { kind: 'similar', relation: null };
  const { kind, ...relation } = found;
  if (kind !== 'resized') return { kind, relation };
  const contentOf = ({ sha256, path }: SeenPhoto) => ({ sha256, paths: [path] });
  const proof = await provenFrom(decoders, contentOf(a), contentOf(b));
  return { kind: proof?.kind ?? 'similar', relation };
}
