/** A whole scan as one job: look for changes, read them, compare what is new, and say what came of it. */
import type { ScanReport } from '../contract/contract.ts';
import { isInside } from '../store/folders.ts';
import type { Store } from '../store/store.ts';
import { compare } from './compare-new.ts';
import { findChanges, findFileChanges, noChanges, type Changes, type Scope } from './find-changes.ts';
import { readKeeperFacts } from '../groups/keeper-facts.ts';
import type { JobControl, Work } from '../jobs/queue.ts';
import { exclusionsOf, storedRules } from '../groups/library-rules.ts';
import { readChanges, type ScanTools } from './read-changes.ts';
import type { ScanPhase } from '../jobs/phases.ts';

export interface ScanJobTools extends ScanTools {
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
        const found = await findChanges(tools.store, folder, scopeOf(tools.store), control.signal, (count) =>
          control.progress('looking', before + count, 0),
        );
        all.read = all.read.concat(found.read);
        all.unchanged += found.unchanged;
        all.removed = all.removed.concat(found.removed);
        all.mended = all.mended.concat(found.mended);
        all.problems = all.problems.concat(found.problems);
        all.offline = all.offline.concat(found.offline);
        for (const [photo, companions] of found.companions) all.companions.set(photo, companions);
      }
      return all;
    });
}

/** Brings single files up to date, as a watcher names them. */
export function scanFiles(paths: readonly string[], tools: ScanJobTools): Work<ScanPhase, ScanReport> {
  const folders = tools.store.folders.all().map(({ path }) => path);
  return (control) =>
    run(tools, control, outermost(folders), () => findFileChanges(tools.store, paths, scopeOf(tools.store)));
}

/** What the library leaves alone, as it stands when a scan begins. */
function scopeOf(store: Store): Scope {
  const rules = storedRules(store);
  return { exclusions: exclusionsOf(rules, store), minimumBytes: rules.minimumBytes };
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
  const { photos } = tools.store;
  const started = performance.now();
  control.progress('looking', 0, 0);
  const reading = await readChanges(await find(folders), tools, control);
  if (!control.signal.aborted) await compare(tools, control);
  if (!control.signal.aborted) await readKeeperFacts(tools.store, control);
  // What an earlier scan could not read, and what has not changed since, is still unreadable: it stays in the report.
  const unreadable = new Map([...photos.problems(), ...reading.unreadable].map((one) => [one.path, one]));
  return {
    ...reading,
    unreadable: [...unreadable.values()]
      .filter(({ path }) => folders.some((folder) => path === folder || isInside(path, folder)))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    photos: folders.reduce((sum, folder) => sum + photos.countInside(folder), 0),
    groups: tools.countGroups(),
    seconds: (performance.now() - started) / 1000,
    interrupted: control.signal.aborted,
  };
}
