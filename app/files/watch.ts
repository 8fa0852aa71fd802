/** Watches folders: tells which files were added, changed or removed, and which folders came or went. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { isHidden } from './formats.ts';
import { Poller } from './poll.ts';
import { systemVolumes } from './volumes/system-volumes.ts';

export interface WatchListener {
  /** Files that were added, changed or removed, some moments ago at most. */
  files: (paths: string[]) => void;
  /** A watched folder vanished, or came back. */
  folder: (path: string, online: boolean) => void;
  /** Some folder is away, and its drive may be back under another path. */
  away: () => Promise<void>;
}

/** Events come in bursts (a copied folder, an unpacked archive): they are told together once it is quiet. */
const quiet = 300; // ms
/** A file that still grows is not looked at yet. */
const settled = { stabilityThreshold: 600, pollInterval: 100 };
/** How often it is checked that folders are there: systems do not say when a drive is unplugged. */
const presenceEvery = 2000; // ms
/** How often a folder is looked through whose changes no event tells. */
const polledEvery = 5000; // ms

export class Watcher {
  readonly #listener: WatchListener;
  readonly #isPolled: (folder: string) => Promise<boolean>;
  readonly #watchers = new Map<string, Pick<FSWatcher, 'close'>>();
  readonly #online = new Map<string, boolean>();
  readonly #changed = new Set<string>();
  readonly #presence: NodeJS.Timeout;
  #tell: NodeJS.Timeout | undefined;

  /** @param isPolled whether no events tell what others change in a folder. */
  constructor(
    listener: WatchListener,
    isPolled = async (folder: string) => (await systemVolumes.volumeOf(folder))?.isNetwork === true,
  ) {
    this.#listener = listener;
    this.#isPolled = isPolled;
    this.#presence = setInterval(() => void this.#checkPresence(), presenceEvery);
  }

  async add(folder: string): Promise<void> {
    if (this.#online.has(folder)) return;
    const online = await isThere(folder);
    this.#online.set(folder, online);
    if (online) await this.#start(folder);
  }

  async remove(folder: string): Promise<void> {
    this.#online.delete(folder);
    await this.#stop(folder);
  }

  async close(): Promise<void> {
    clearInterval(this.#presence);
    await Promise.all([...this.#watchers.keys()].map((folder) => this.#stop(folder)));
    clearTimeout(this.#tell);
  }

  async #start(folder: string): Promise<void> {
    if (await this.#isPolled(folder)) {
      this.#watchers.set(folder, new Poller(folder, polledEvery, (path) => this.#note(path)));
      return;
    }
    const watcher = watch(folder, {
      ignoreInitial: true,
      followSymlinks: false,
      awaitWriteFinish: settled,
      ignored: (path, stats) => {
        const name = path.slice(folder.length).split(/[\\/]/).at(-1) ?? '';
        if (name === '') return false;
        // Links are never followed, and pipes and sockets are no photos. Any other file may be one, or belong to one.
        const isOther = stats !== undefined && !stats.isDirectory() && !stats.isFile();
        return isHidden(name) || isOther;
      },
    });
    for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, (path) => this.#note(path));
    // A folder that may not be watched is still scanned; the report of that scan names it.
    watcher.on('error', () => undefined);
    this.#watchers.set(folder, watcher);
  }

  async #stop(folder: string): Promise<void> {
    const watcher = this.#watchers.get(folder);
    this.#watchers.delete(folder);
    await watcher?.close();
  }

  #note(path: string): void {
    this.#changed.add(path);
    clearTimeout(this.#tell);
    this.#tell = setTimeout(() => {
      const paths = [...this.#changed];
      this.#changed.clear();
      this.#listener.files(paths);
    }, quiet);
  }

  async #checkPresence(): Promise<void> {
    for (const [folder, before] of this.#online) {
      const now = await isThere(folder);
      if (now === before || !this.#online.has(folder)) continue;
      this.#online.set(folder, now);
      if (now) await this.#start(folder);
      else await this.#stop(folder);
      this.#listener.folder(folder, now);
    }
    if ([...this.#online.values()].includes(false)) await this.#listener.away();
  }
}

async function isThere(folder: string): Promise<boolean> {
  // The dot makes a dangling mount point or a file in the folder's place count as gone.
  return access(join(folder, '.')).then(
    () => true,
    () => false,
  );
}
