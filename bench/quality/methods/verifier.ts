/** The app's verifier on the pairs that the app would show it: each query's nearest references, down to its floor. */
import pMap from 'p-map';
import type { MatchKind } from '../../../app/grouping/kinds.ts';
import { candidatesOf } from '../../../app/pairs/candidates.ts';
import { cosineFloor, neighbourLimit } from '../../../app/pairs/near-lists.ts';
import { Verifier, verifierThreads } from '../../../app/pairs/verifier/verifier.ts';
import { toFacts } from '../../../app/pairs/verifier/visible-photo.ts';
import type { Analysis } from '../../../app/scan/analyse.ts';
import type { Seen } from '../look.ts';
import { bestCosine } from './cosine.ts';

export interface Verdict {
  /** `similar` where nothing was verified. */
  kind: MatchKind;
  /** How sure the verifier is, 0 to 1; 0 where nothing was verified. */
  score: number;
}

export interface Verified {
  /** Pairs that were held against each other. */
  candidates: number;
  /** By query: what was found of its candidates. */
  verdicts: ReadonlyMap<number, Verdict>[];
  seconds: number;
}

export async function verify(queries: readonly Seen[], references: readonly Seen[]): Promise<Verified> {
  const started = performance.now();
  const sketches = new Map<number, Analysis>(references.map(({ analysis }, at) => [at, analysis]));
  const backgrounds = new Map(references.map(({ background }, at) => [at, background]));
  const verifier = new Verifier();
  try {
    const verdicts = await pMap(queries, (query) => verifyOne(query, references, { sketches, backgrounds }, verifier), {
      concurrency: verifierThreads + 1,
    });
    return {
      candidates: verdicts.reduce((sum, found) => sum + found.size, 0),
      verdicts,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await verifier.close();
  }
}

async function verifyOne(
  query: Seen,
  references: readonly Seen[],
  { sketches, backgrounds }: { sketches: Map<number, Analysis>; backgrounds: Map<number, number> },
  verifier: Verifier,
): Promise<Map<number, Verdict>> {
  const list = nearest(query, references);
  sketches.set(queryPlace, query.analysis);
  backgrounds.set(queryPlace, query.background);
  const candidates = candidatesOf(queryPlace, list, sketches, backgrounds);
  const photos = [query, ...candidates.map(({ content }) => references[content] as Seen)].map(
    ({ sha256, analysis }) => ({ sha256, ...toFacts(analysis), thumbnail: analysis.thumbnail }),
  );
  const pairs = candidates.map(({ isClose }, place) => ({ a: 0, b: place + 1, isClose }));
  const relations = await verifier.relate({ photos, pairs });
  return new Map(
    candidates.map(({ content }, place) => {
      const relation = relations[place] ?? null;
      return [
        content,
        relation === null ? { kind: 'similar', score: 0 } : { kind: relation.kind, score: relation.score },
      ];
    }),
  );
}

/** A query's place beside those of the references, which count from 0. */
const queryPlace = -1;

/** As the app's list of a photo: nearest first, at most so many, none below the floor, never the photo itself. */
function nearest(photo: Seen, references: readonly Seen[]): { contents: Int32Array; cosines: Float32Array } {
  const near = references
    .map((other, at) => ({ at, cosine: other === photo ? -1 : bestCosine(photo.vectors, other.vectors) }))
    .filter(({ cosine }) => cosine >= cosineFloor)
    .sort((a, b) => b.cosine - a.cosine || a.at - b.at)
    .slice(0, neighbourLimit);
  return {
    contents: Int32Array.from(near, ({ at }) => at),
    cosines: Float32Array.from(near, ({ cosine }) => cosine),
  };
}
