/** A whole scan as one job: look for changes, read them, compare what is new, and say what came of it. */
import type { ScanReport } from '../contract/contract.ts';
import { isInside } from '../store/folders.ts';
import type { Store } from '../store/store.ts';
import { compare } from './compare-new.ts';
import { findChanges, findFileChanges, noChanges, type Changes, type Scope } from './find-changes.ts';
import { readKeeperFacts } from '../groups/keeper-facts.ts';
import { traceLineage } from '../groups/trace-lineage.ts';
import type { JobControl, Work } from '../jobs/queue.ts';
import { exclusionsOf, storedRules } from '../groups/library-rules.ts';
import { proveCopies } from '../pairs/prove-copies.ts';
import { readChanges, type ReadingReport, type ScanTools } from './read-changes.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import { findFfmpeg } from '../videos/ffmpeg.ts';

export interface ScanJobTools extends ScanTools {
  /** Called when groups may have changed. */
  regroup: () => void;
  /** The number of groups that the library has now. */
  countGroups: () => number;
}

/** Scans whole folders of the library. */
export function scanFolders(folders: readonly string[], tools: ScanJobTools): Work<ScanPhase, ScanReport> {
  return (control) =>
    run(tools, control, outermost(folders), async (asked) => {
      const all = noChanges();
      for (const folder of asked) {
        const before = all.read.length + all.unchanged;
        const found = await findChanges(tools.store, folder, scopeOf(tools.store), control, (count) =>
          control.progress('looking', before + count, 0),
        );
        all.read = all.read.concat(found.read);
        all.unchanged += found.unchanged;
        all.identities = all.identities.concat(found.identities);
        all.removed = all.removed.concat(found.removed);
        all.mended = all.mended.concat(found.mended);
        all.problems = all.problems.concat(found.problems);
        all.offline = all.offline.concat(found.offline);
        for (const [photo, companions] of found.companions) all.companions.set(photo, companions);
        all.passedOver = all.passedOver.concat(found.passedOver);
        all.noLongerPassedOver = all.noLongerPassedOver.concat(found.noLongerPassedOver);
      }
      return all;
    });
}

/** Brings single files up to date, as a watcher names them. What is new is not compared yet: that is `compareNew`. */
export function scanFiles(paths: readonly string[], tools: ScanJobTools): Work<ScanPhase, ScanReport> {
  return async (control) => {
    const started = performance.now();
    const folders = outermost(tools.store.folders.all().map(({ path }) => path));
    control.progress('looking', 0, 0);
    const changes = await findFileChanges(tools.store, paths, scopeOf(tools.store));
    const reading = await readChanges(changes, tools, control);
    // The window shows at once what came and went; what is new is grouped when it was compared.
    tools.regroup();
    return describe(tools, folders, started, reading, control);
  };
}

/** Compares what is new with everything, as a scan does after reading. */
export function compareNew(tools: ScanJobTools): Work<ScanPhase, null> {
  return async (control) => {
    await compareAll(tools, control);
    tools.regroup();
    return null;
  };
}

/** What the library leaves alone, as it stands when a scan begins. */
function scopeOf(store: Store): Scope {
  const rules = storedRules(store);
  const { minimumBytes, videos } = rules;
  return { exclusions: exclusionsOf(rules, store), minimumBytes, videos, canSeeVideos: findFfmpeg() !== null };
}

/** A folder inside another one is walked, and counted, with it. */
function outermost(folders: readonly string[]): string[] {
  return folders.filter((folder) => !folders.some((other) => isInside(folder, other)));
}

async function run(
  tools: ScanJobTools,
  control: JobControl<ScanPhase>,
  folders: readonly string[],
  find: (folders: readonly string[]) => Promise<Changes>,
): Promise<ScanReport> {
  const started = performance.now();
  control.progress('looking', 0, 0);
  const reading = await readChanges(await find(folders), tools, control);
  await compareAll(tools, control);
  tools.regroup();
  return describe(tools, folders, started, reading, control);
}

async function compareAll(tools: ScanJobTools, control: JobControl<ScanPhase>): Promise<void> {
  if (!control.signal.aborted) await compare(tools, control);
  // What looks alike is shown before it is proven which of it are copies.
  if (!control.signal.aborted) tools.regroup();
  if (!control.signal.aborted) await proveCopies(tools.store, tools.decoders, control);
  if (!control.signal.aborted) await readKeeperFacts(tools.store, tools.decoders, control);
  if (!control.signal.aborted) await traceLineage(tools.store, tools.decoders, control);
}

function describe(
  tools: ScanJobTools,
  folders: readonly string[],
  started: number,
  reading: ReadingReport,
  { signal }: JobControl<ScanPhase>,
): ScanReport {
  const { photos } = tools.store;
  // What an earlier scan could not read, and what has not changed since, is still unreadable: it stays in the report.
  const unreadable = new Map([...photos.problems(), ...reading.unreadable].map((one) => [one.path, one]));
  return {
    ...reading,
    unreadable: [...unreadable.values()]
      .filter(({ path }) => folders.some((folder) => path === folder || isInside(path, folder)))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    passedOver: tools.store.passedOver.counts(folders),
    videos: { ...photos.countVideos(folders), canBeSeen: findFfmpeg() !== null },
    photos: folders.reduce((sum, folder) => sum + photos.countInside(folder), 0),
    groups: tools.countGroups(),
    seconds: (performance.now() - started) / 1000,
    interrupted: signal.aborted,
  };
}
