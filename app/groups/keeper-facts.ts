/**
 * Reads what the keeper rules need and nothing else does: the metadata of photos that an older Twinlens read without
 * counting it, and how fine the detail is of copies that differ in size. Few photos have such a copy, so it is measured
 * for those alone: it takes a whole decoding.
 */
import pMap from 'p-map';
import type { Decoders } from '../decoding/decoders.ts';
import { PersonError } from '../errors.ts';
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
      const detail = await decoders.ofContent(contentOf(sha256), 'detail', {});
      // Too small to be measured: it cannot be told from a crisp picture, and nothing is made of it.
      if (detail !== null) store.photos.saveDetail(id, detail.output ?? 1);
    }),
  ];
  let done = 0;
  await pMap(
    tasks,
    (task) =>
      control.step(async () => {
        if (control.signal.aborted) return;
        control.progress('verifying', done++, tasks.length);
        // A photo that is out of reach, or cannot be decoded at its full size, is left for another scan.
        await task().catch((error: unknown) => {
          if (!(error instanceof PersonError)) throw error;
        });
      }),
    { concurrency: photosAtOnce },
  );
}

/** Contents that have a verified copy of another size, and whose detail is not measured. */
function unmeasured(store: Store): { id: number; sha256: string }[] {
  const contents = new Map(store.photos.contents().map((content) => [content.id, content]));
  const found = new Set<number>();
  for (const { a, b, kind } of store.pairs.verified(proverVersion)) {
    const [one, other] = [contents.get(a), contents.get(b)];
    if (kind === 'same-pixels' || kind === 'cropped' || one === undefined || other === undefined) continue;
    if (one.width * one.height === other.width * other.height) continue;
    for (const content of [one, other]) if (content.detail === null) found.add(content.id);
  }
  return [...found].sort((x, y) => x - y).flatMap((id) => contents.get(id) ?? []);
}
