/**
 * Proves pairs that look like copies, before anything is made of it: from their files, in the processes that decode. What
 * is proven is remembered by content; what is out of reach stays open.
 */
import pMap from 'p-map';
import type { Content, Decoders } from '../decoding/decoders.ts';
import type { PairProof } from '../decoding/prove-pair.ts';
import { PersonError } from '../errors.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

const pairsAtOnce = 2;

/** Proves all that the library has open. Stopped at any moment, it keeps what it has. */
export async function proveCopies(store: Store, decoders: Decoders, control: JobControl<ScanPhase>): Promise<void> {
  const open = store.proofs.open(proverVersion);
  let done = 0;
  const contentOf = (id: number): Content => {
    const { sha256 } = store.photos.content(id);
    return { sha256, paths: store.photos.pathsOf(sha256) };
  };
  await pMap(
    open,
    ({ a, b }) =>
      control.step(async () => {
        if (control.signal.aborted) return;
        control.progress('proving', done++, open.length);
        const proof = await provenFrom(decoders, contentOf(a), contentOf(b));
        if (proof !== null) store.proofs.save([{ a, b, ...proof }], proverVersion);
      }),
    { concurrency: pairsAtOnce },
  );
}

/**
 * What two photos that look like copies are, by their files.
 * @returns null when one of them is out of reach.
 */
export async function provenFrom(decoders: Decoders, a: Content, b: Content): Promise<PairProof | null> {
  try {
    return (await decoders.ofPair(a, b, 'prove', {}))?.output ?? null;
  } catch (error) {
    // What cannot be decoded whole, or takes too much memory or time, is proven of nothing: it is never taken for a copy.
    if (error instanceof PersonError) return { kind: 'edited', richer: null };
    throw error;
  }
}
