/**
 * Reads what the keeper rules need and nothing else does: the metadata of photos that an older Twinlens read without
 * counting it, and how good the pictures are that have a copy or an edit. It takes a whole decoding of each of those.
 */
import pMap from 'p-map';
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read-photo.ts';
import { measurePicture, measureVersion } from '../images/measure/measure-picture.ts';
import { readMetadata } from '../images/metadata.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';

const photosAtOnce = 2;

export async function readKeeperFacts(store: Store, control: JobControl<ScanPhase>): Promise<void> {
  const tasks: Task[] = [
    ...store.photos.uncounted().map((sha256) => ({
      sha256,
      run: async (bytes: Uint8Array) => {
        store.photos.saveCounted(sha256, await readMetadata(bytes));
      },
    })),
    ...unmeasured(store).map(({ id, sha256 }) => ({
      sha256,
      run: async (bytes: Uint8Array) => {
        store.measures.save(id, await measurePicture(bytes), measureVersion);
      },
    })),
  ];
  let done = 0;
  await pMap(
    tasks,
    async (task) => {
      await control.proceed();
      if (control.signal.aborted) return;
      control.progress('reading', done++, tasks.length);
      await attempt(store, task);
    },
    { concurrency: photosAtOnce },
  );
}

interface Task {
  sha256: string;
  run: (bytes: Uint8Array) => Promise<void>;
}

/** A photo that is out of reach, or changed since, is left for another scan. */
async function attempt(store: Store, { sha256, run }: Task): Promise<void> {
  for (const path of store.photos.pathsOf(sha256))
    try {
      const photo = await readPhoto(path);
      if (photo?.sha256 !== sha256) continue;
      await run(photo.bytes);
      return;
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
    }
}

/** Contents that have a verified copy or edit, and are not measured. */
function unmeasured(store: Store): { id: number; sha256: string }[] {
  const contents = new Map(store.photos.contents().map((content) => [content.id, content]));
  const measured = store.measures.all(measureVersion);
  const found = new Set(store.pairs.verified(proverVersion).flatMap(({ a, b }) => [a, b]));
  return [...found]
    .filter((id) => !measured.has(id))
    .sort((x, y) => x - y)
    .flatMap((id) => contents.get(id) ?? []);
}
