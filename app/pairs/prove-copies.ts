/**
 * Proves pairs that look like copies, before anything is made of it. What is proven is remembered by content; what is
 * out of reach stays open.
 */
import pMap from 'p-map';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import { provableOf } from './provable-file.ts';
import { verifierThreads, type Verifier } from './verifier.ts';

/** Proves all that the library has open. Stopped at any moment, it keeps what it has. */
export async function proveCopies(store: Store, verifier: Verifier, control: JobControl<ScanPhase>): Promise<void> {
  const open = store.proofs.open(proverVersion);
  let done = 0;
  control.progress('proving', done, open.length);
  await pMap(
    open,
    async (pair) => {
      await control.proceed();
      if (control.signal.aborted) return;
      await provePairOf(store, verifier, pair);
      control.progress('proving', ++done, open.length);
    },
    { concurrency: verifierThreads },
  );
}

/**
 * Proves one pair of the library and remembers what came of it. @param pair content ids, a < b.
 * @returns false when one of the two is out of reach.
 */
export async function provePairOf(
  store: Store,
  verifier: Verifier,
  { a, b }: { a: number; b: number },
): Promise<boolean> {
  const proof = await verifier.prove({ a: provableOf(store, a), b: provableOf(store, b) });
  if (proof === null) return false;
  store.proofs.save([{ a, b, ...proof }], proverVersion);
  return true;
}
