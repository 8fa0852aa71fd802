/** A scan: what changed on disk is read, analysed and saved, a few photos at a time. Stopped at any moment, it keeps what it has. */
import type { ScanReport } from '../contract/contract.ts';
import type { Store } from '../store/store.ts';
import type { Decoders } from '../decoding/decoders.ts';
import type { NewContent } from '../store/photos.ts';
import { isInside } from '../store/folders.ts';
import { toBlob } from '../store/vectors.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { unreachableSize, type Changes } from './find-changes.ts';
import { expectedOfFiles } from '../jobs/scan-steps.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { Verifier } from '../pairs/verifier/verifier.ts';
import { noWork, readPhotos, type ReadResult } from './read-photos.ts';
import { storedRules } from '../groups/library-rules.ts';
import type { ScanPhase } from '../jobs/phases.ts';

export interface ScanTools {
  store: Store;
  model: Model;
  /** Starts the encoder when the first photo must be read. */
  encoder: () => Promise<Encoder>;
  verifier: Verifier;
  decoders: Decoders;
}

type Entry = Parameters<Store['photos']['save']>[0][number];

/** Photos that are saved together: one transaction each would cost more than the photo. */
const savedTogether = 64;
/** Large photos are saved a few at a time: what was read is shown while others are read. */
const saveEvery = 1500; // ms

export type ReadingReport = Pick<ScanReport, 'new' | 'changed' | 'unchanged' | 'removed' | 'unreadable' | 'work'>;

export async function readChanges(
  changes: Changes,
  { store, model, encoder, decoders }: ScanTools,
  control: JobControl<ScanPhase>,
): Promise<ReadingReport> {
  const pending: Entry[] = [];
  const pendingContents = new Set<string>();
  let saved = performance.now();
  const flush = () => {
    saved = performance.now();
    // A folder may have been removed from the library since its files were listed.
    const folders = store.folders.all();
    const entries = pending.splice(0).filter(({ file }) => folders.some(({ path }) => isInside(file.path, path)));
    store.photos.save(entries);
    pendingContents.clear();
  };

  store.photos.removeFiles([...changes.removed, ...changes.mended]);
  store.photos.setIdentities(changes.identities);
  await store.passedOver.update(changes.passedOver, changes.noLongerPassedOver);
  for (const { path, reason } of changes.problems) pending.push(problemEntry(path, reason));
  const toRead = new Map(changes.read.map((one) => [one.photo.path, one]));
  const report = {
    new: 0,
    changed: 0,
    unchanged: changes.unchanged,
    removed: changes.removed.length,
    unreadable: [...changes.problems, ...changes.offline],
  };
  let done = 0;
  const take = (result: ReadResult) => {
    const { photo, isNew } = toRead.get(result.path) ?? {
      photo: { path: result.path, size: 0, modified: 0, identity: null },
      isNew: true,
    };
    if ('gone' in result) {
      if (!isNew) report.removed++;
      store.photos.removeFiles([result.path]);
    } else if ('problem' in result) {
      report.unreadable.push({ path: photo.path, reason: result.problem });
      pending.push({
        ...problemEntry(photo.path, result.problem),
        ...(result.retry ? {} : { file: { ...photo, problem: result.problem } }),
      });
    } else {
      if (isNew) report.new++;
      else report.changed++;
      pendingContents.add(result.sha256);
      pending.push({ file: { ...photo, problem: null }, sha256: result.sha256, content: toContent(result, model) });
    }
    control.progress('reading', ++done, toRead.size);
    // Nothing that is read may stay unsaved while another job is at work: it may be about the very same file.
    const isTime = pending.length >= savedTogether || performance.now() - saved > saveEvery;
    if (isTime || control.isHeld()) flush();
  };
  const sizes = changes.read.map(({ photo }) => photo.size);
  control.expect(expectedOfFiles(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length)));
  control.progress('reading', 0, toRead.size);
  const { videos } = storedRules(store);
  const known = (sha256: string) => pendingContents.has(sha256) || store.photos.known(sha256) !== undefined;
  try {
    if (toRead.size === 0) return { ...report, work: noWork };
    const starting = encoder();
    // Whoever embeds the first photo hears of a failure; nobody does when no photo can be read.
    starting.catch(() => undefined);
    const work = await readPhotos(
      [...toRead.keys()],
      { encoder: starting, decoders, model, known, videos },
      control,
      take,
    );
    return { ...report, work };
  } finally {
    flush();
    store.companions.update(changes.companions);
  }
}

function problemEntry(path: string, problem: string): Entry {
  return { file: { path, size: unreachableSize, modified: 0, problem }, sha256: null, content: null };
}

function toContent(result: Extract<ReadResult, { sha256: string }>, model: Model): NewContent | null {
  if (result.analysis === null) return null;
  const { vectors, ...analysis } = result.analysis;
  return {
    ...analysis,
    sha256: result.sha256,
    bytes: result.bytes,
    model: model.version,
    vectors: vectors.map((one) => ({ ...one, vector: toBlob(one.vector) })),
  };
}
