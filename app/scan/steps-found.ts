/** What the verifier has found lets be told of the steps of a scan after it, for the time left. */
import { lineageVersion } from '../groups/trace-lineage.ts';
import { measureVersion } from '../images/measure/measure-picture.ts';
import type { FoundSteps } from '../jobs/scan-steps.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

export function stepsFound(store: Store): FoundSteps {
  const verified = store.pairs.verified(proverVersion);
  const measured = store.measures.all(measureVersion);
  const traced = store.measures.lineage(lineageVersion);
  const photos = new Set(verified.flatMap(({ a, b }) => [a, b]));
  const isOpen = (a: number, b: number) => traced.get(Math.min(a, b))?.has(Math.max(a, b)) !== true;
  return {
    proving: { items: store.proofs.open(proverVersion).length },
    measuring: { items: [...photos].filter((id) => !measured.has(id)).length },
    lineage: { items: verified.filter(({ a, b, kind }) => kind !== 'burst' && isOpen(a, b)).length },
  };
}
