/** What the verifier has found lets be told of the steps of a scan after it, for the time left. */
import { unmeasuredIds } from '../groups/keeper-facts.ts';
import { lineageVersion, pairsToTrace } from '../groups/trace-lineage.ts';
import type { FoundSteps } from '../jobs/scan-steps.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

export function stepsFound(store: Store): FoundSteps {
  const traced = store.measures.lineage(lineageVersion);
  const isOpen = ({ a, b }: { a: number; b: number }) => traced.get(Math.min(a, b))?.has(Math.max(a, b)) !== true;
  return {
    proving: { items: store.proofs.open(proverVersion).length },
    measuring: { items: unmeasuredIds(store).length },
    lineage: { items: pairsToTrace(store).filter(isOpen).length },
  };
}
