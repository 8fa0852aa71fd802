/**
 * Reads what the keeper rules need and nothing else does: the metadata of photos that an older Twinlens read without
 * counting it, and how good the pictures are that have a copy or an edit. It takes a whole decoding of each of those.
 */
import pMap from 'p-map';
import type { Decoders } from '../decoding/decoders.ts';
import { PersonError } from '../errors.ts';
import { measureVersion } from '../images/measure/measure-picture.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';

const photosAtOnce = 2;

export async function readKeeperFacts(store: Store, decoders: Decoders, control: JobControl<ScanPhase>): Promise<void> {
  const contentOf = (sha256: string) => ({ sha256, paths: store.photos.pathsOf(sha256) });
  const tasks = [
    ...store.photos.uncounted().map((sha256) => async () => {
      const metadata = await decoders.ofContent(contentOf(sha256), 'metadata', {});
      if (metadata !== null) store.photos.saveCounted(sha256, metadata.output);
    }),
    ...unmeasured(store).map(({ id, sha256 }) => async () => {
      const measure = await decoders.ofContent(contentOf(sha256), 'measure', {});
      if (measure !== null) store.measures.save(id, measure.output, measureVersion);
    }),
  ];
  let done = 0;
  await pMap(
    tasks,
    (task) =>
      control.step(async () => {
        if (control.signal.aborted) return;
        control.progress('verifying', done++, tasks.length, 'measuring');
        // A photo that is out of reach, or cannot be decoded at its full size, is left for another scan.
        await task().catch((error: unknown) => {
          if (!(error instanceof PersonError)) throw error;
        });
      }),
    { concurrency: photosAtOnce },
  );
}

/** Contents that have a verified copy or edit, and are not measured. */
function unmeasured(store: Store): { id: number; sha256: string }[] {
  const contents = new Map(store.photos.contents().map((content) => [content.id, content]));
  return unmeasuredIds(store)
    .sort((x, y) => x - y)
    .flatMap((id) => contents.get(id) ?? []);
}

/** Content ids, in no certain order. */
export function unmeasuredIds(store: Store): number[] {
  const measured = store.measures.all(measureVersion);
  const found = new Set(store.pairs.verified(proverVersion).flatMap(({ a, b }) => [a, b]));
  const unseen = store.photos.notSeenWhole();
  return [...found].filter((id) => !measured.has(id) && !unseen.has(id));
}
