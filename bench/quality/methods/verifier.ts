/** The app's verifier on the pairs that the app would show it: each query's nearest references, down to its floor. */
import { readFile } from 'node:fs/promises';
import pMap from 'p-map';
import type { MatchKind } from '../../../app/grouping/kinds.ts';
import { cosineFloor, neighbourLimit } from '../../../app/jobs/compare.ts';
import { relatable, relate, type Relatable } from '../../../app/jobs/relate.ts';
import type { Seen } from '../look.ts';
import { bestCosine } from './cosine.ts';

/** Small pictures kept decoded, some 100 kB each. */
const remembered = 3000;

export interface Verdict {
  /** `similar` where nothing was verified. */
  kind: MatchKind;
  /** How sure that is, 0 to 1. */
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
  // References come again and again: their small pictures are kept decoded, as far as memory allows.
  const small = new Map<number, Promise<Relatable>>();
  const reference = (at: number) => {
    if (small.size > remembered) small.clear();
    const known = small.get(at) ?? toRelatable(references[at] as Seen);
    small.set(at, known);
    return known;
  };
  const verdicts = await pMap(
    queries,
    async (query) => {
      const candidates = nearest(query, references);
      const photo = candidates.length === 0 ? null : await toRelatable(query);
      const found = new Map<number, Verdict>();
      if (photo !== null)
        for (const at of candidates) {
          const kind = await relate(photo, await reference(at));
          found.set(at, { kind: kind ?? 'similar', score: kind === null ? 0 : 1 });
        }
      return found;
    },
    { concurrency: 8 },
  );
  return {
    candidates: verdicts.reduce((sum, found) => sum + found.size, 0),
    verdicts,
    seconds: (performance.now() - started) / 1000,
  };
}

/** As the app's list of a photo: nearest first, at most so many, none below the floor, never the photo itself. */
function nearest(photo: Seen, references: readonly Seen[]): number[] {
  return references
    .map((other, at) => ({ at, cosine: other === photo ? -1 : bestCosine(photo.vectors, other.vectors) }))
    .filter(({ cosine }) => cosine >= cosineFloor)
    .sort((a, b) => b.cosine - a.cosine || a.at - b.at)
    .slice(0, neighbourLimit)
    .map(({ at }) => at);
}

function toRelatable({ path, size, analysis }: Seen): Promise<Relatable> {
  return relatable(analysis, size, () => readFile(path));
}
