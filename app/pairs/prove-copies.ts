/** Proves pairs that look like copies, before anything is made of it. What is proven is remembered by content. */
import type { Decoders } from '../decoding/decoders.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import { Provables } from './provable-photos.ts';
import { haveSamePixels } from './same-pixels.ts';

/** Proves all that the library has open. Stopped at any moment, it keeps what it has. */
export async function proveCopies(store: Store, decoders: Decoders, control: JobControl<ScanPhase>): Promise<void> {
  const open = store.proofs.open(proverVersion);
  const provables = new Provables(store, decoders);
  for (const [done, { a, b }] of open.entries()) {
    await control.proceed();
    if (control.signal.aborted) return;
    control.progress('proving', done, open.length);
    const isSame = await control.aside(() => haveSamePixels(provables.get(a), provables.get(b)));
    store.proofs.save([{ a, b, kind: isSame ? 'same-pixels' : 'resized', richer: null }], proverVersion);
  }
}
