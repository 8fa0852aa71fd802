/**
 * Reads what the keeper rules need and nothing else does: the metadata of photos that an older Twinlens read without
 * counting it, and how fine the detail is of copies that differ in size. Few photos have such a copy, so it is measured
 * for those alone: it takes a whole decoding.
 */
import pMap from 'p-map';
import { PersonError } from '../errors.ts';
import { readPhoto } from '../files/read-photo.ts';
import { measureDetail } from '../images/detail.ts';
import { readMetadata } from '../images/metadata.ts';
import type { Store } from '../store/store.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';

const photosAtOnce = 2;

export async function readKeeperFacts(store: Store, control: JobControl<ScanPhase>): Promise<void> {
  const tasks: Task[] = [
    ...store.photos.uncounted().map((sha256) => ({
      sha256,
      run: async (bytes: Uint8Array) => {
        const { facts, quality } = await readMetadata(bytes);
        store.photos.saveCounted(sha256, facts, quality);
      },
    })),
    ...unmeasured(store).map(({ id, sha256 }) => ({
      sha256,
      run: async (bytes: Uint8Array) => {
        // Too small to be measured: it cannot be told from a crisp picture, and nothing is made of it.
        store.photos.saveDetail(id, (await measureDetail(bytes)) ?? 1);
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

/** Contents that have a verified copy of another size, and whose detail is not measured. */
function unmeasured(store: Store): { id: number; sha256: string }[] {
  const contents = new Map(store.photos.contents().map((content) => [content.id, content]));
  const found = new Set<number>();
  for (const { a, b, kind } of store.pairs.verified()) {
    const [one, other] = [contents.get(a), contents.get(b)];
    if (kind === 'same-pixels' || kind === 'cropped' || one === undefined || other === undefined) continue;
    if (one.width * one.height === other.width * other.height) continue;
    for (const content of [one, other]) if (content.detail === null) found.add(content.id);
  }
  return [...found].sort((x, y) => x - y).flatMap((id) => contents.get(id) ?? []);
}
