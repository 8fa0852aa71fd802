/** Looks through a folder again and again, where the system tells of no changes: network folders, others' file systems. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isHidden } from './formats.ts';

/** A look through a large folder on a slow network takes its time: it takes at most a tenth of all time. */
const restPerLook = 9;

export class Poller {
  readonly #folder: string;
  readonly #every: number;
  readonly #changed: (path: string) => void;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  /** Of each file, what changes with it. */
  #seen: Map<string, string> | null = null;

  /** @param every the shortest time between two looks, in milliseconds. @param changed told of each file that came, changed or went. */
  constructor(folder: string, every: number, changed: (path: string) => void) {
    this.#folder = folder;
    this.#every = every;
    this.#changed = changed;
    this.#done = this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const started = performance.now();
      const now = await this.#look();
      const took = performance.now() - started;
      if (now !== null) this.#tell(now);
      await wait(Math.max(this.#every, restPerLook * took), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #tell(now: Map<string, string>): void {
    const before = this.#seen;
    this.#seen = now;
    if (before === null) return;
    for (const [path, mark] of now) if (before.get(path) !== mark) this.#changed(path);
    for (const path of before.keys()) if (!now.has(path)) this.#changed(path);
  }

  /** @returns null when not all of it could be seen: nothing may be said to have gone then. */
  async #look(): Promise<Map<string, string> | null> {
    const seen = new Map<string, string>();
    const waiting = [this.#folder];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (this.#stop.signal.aborted) return null;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
      if (entries === null) return null;
      for (const entry of entries) {
        const path = join(folder, entry.name);
        if (isHidden(entry.name)) continue;
        if (entry.isDirectory()) waiting.push(path);
        else if (entry.isFile()) {
          const stats = await lstat(path).catch(() => null);
          if (stats !== null) seen.set(path, `${stats.size} ${stats.mtimeMs}`);
        }
      }
    }
    return seen;
  }
}
