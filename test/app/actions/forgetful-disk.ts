/** A disk and a journal that forget in a power cut what was not synced, as real ones may. */
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Disk } from '../../../app/actions/disk/disk.ts';
import type { Store } from '../../../app/store/store.ts';

/**
 * `each`: a name is on the disk when its own folder was synced, as POSIX has it and no more. `ordered`: as journals of file
 * systems have it, everything that was done before any sync is on the disk with it, and of what was done later the first
 * so many changes.
 */
export type Forgetting = 'each' | 'ordered';

interface Content {
  bytes: Buffer;
  mode: number;
  /** Seconds. */
  modified: number;
}

/** Files by a number of their own; folders by null. */
type Names = Map<string, number | null>;

export class ForgetfulDisk {
  readonly disk: Disk;
  readonly #roots: readonly string[];
  readonly #forgetting: Forgetting;
  readonly #contents = new Map<number, Content>();
  #now: Names = new Map();
  #durable: Names = new Map();
  #changes: ((names: Names) => void)[] = [];
  #files = 0;

  /** @param disk what is done on; everything below the roots is durable when it begins. */
  constructor(disk: Disk, roots: readonly string[], forgetting: Forgetting) {
    this.#roots = roots;
    this.#forgetting = forgetting;
    this.#learn();
    this.disk = this.#watched(disk);
  }

  /** What a power cut leaves. @param kept of the changes since the last sync, for `ordered`; 0 to 1. */
  cut(kept: number): void {
    if (this.#forgetting === 'ordered')
      for (const change of this.#changes.slice(0, Math.floor(kept * (this.#changes.length + 1)))) change(this.#durable);
    for (const root of this.#roots) rmSync(root, { recursive: true, force: true });
    const written = new Map<number, string>();
    for (const [path, file] of [...this.#durable].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const isRoot = this.#roots.includes(path);
      // What lies in a folder whose own name was forgotten is lost with it.
      if (!isRoot && !existsSync(dirname(path))) continue;
      const first = file === null ? undefined : written.get(file);
      if (file === null) mkdirSync(path, { recursive: isRoot });
      else if (first !== undefined) linkSync(first, path);
      else {
        const { bytes, mode, modified } = this.#contents.get(file) ?? {
          bytes: Buffer.alloc(0),
          mode: 0o600,
          modified: 0,
        };
        writeFileSync(path, bytes);
        chmodSync(path, mode);
        utimesSync(path, modified, modified);
        written.set(file, path);
      }
    }
    this.#learn();
  }

  #learn(): void {
    this.#now = new Map();
    this.#contents.clear();
    const byIdentity = new Map<string, number>();
    const look = (folder: string) => {
      this.#now.set(folder, null);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          look(path);
          continue;
        }
        const { dev, ino } = lstatSync(path);
        const file = byIdentity.get(`${dev}:${ino}`) ?? this.#files++;
        byIdentity.set(`${dev}:${ino}`, file);
        this.#now.set(path, file);
        this.#contents.set(file, contentOf(path));
      }
    };
    for (const root of this.#roots) if (existsSync(root)) look(root);
    this.#durable = new Map(this.#now);
    this.#changes = [];
  }

  #change(change: (names: Names) => void): void {
    change(this.#now);
    this.#changes.push(change);
  }

  #sync(path: string): void {
    const file = this.#now.get(path);
    if (typeof file === 'number') this.#contents.set(file, contentOf(path));
    if (this.#forgetting === 'ordered') {
      for (const change of this.#changes.splice(0)) change(this.#durable);
    } else if (file === null) {
      for (const name of this.#durable.keys()) if (dirname(name) === path) this.#durable.delete(name);
      for (const [name, what] of this.#now) if (dirname(name) === path) this.#durable.set(name, what);
    }
  }

  #watched(disk: Disk): Disk {
    const create = (path: string, what: number | null) => this.#change((names) => names.set(path, what));
    const remove = (path: string) => this.#change((names) => names.delete(path));
    return {
      ...disk,
      rename: async (from, to) => {
        await disk.rename(from, to);
        this.#change((names) => {
          const file = names.get(String(from));
          names.delete(String(from));
          if (file !== undefined) names.set(String(to), file);
        });
      },
      link: async (from, to) => {
        await disk.link(from, to);
        this.#change((names) => {
          const file = names.get(String(from));
          if (file !== undefined) names.set(String(to), file);
        });
      },
      unlink: async (path) => {
        await disk.unlink(path);
        remove(String(path));
      },
      rmdir: async (path, ...rest) => {
        await disk.rmdir(path, ...rest);
        remove(String(path));
      },
      copyFile: async (from, to, ...rest) => {
        await disk.copyFile(from, to, ...rest);
        create(String(to), this.#files++);
      },
      mkdir: (async (path: string, options?: { mode?: number }) => {
        await disk.mkdir(path, options);
        create(path, null);
      }) as Disk['mkdir'],
      open: async (path, flags, ...rest) => {
        const handle = await disk.open(path, flags, ...rest);
        const name = String(path);
        if (!this.#now.has(name)) create(name, this.#files++);
        return new Proxy(handle, {
          get: (target, property) => {
            if (property === 'sync')
              return async () => {
                await target.sync();
                this.#sync(name);
              };
            const value: unknown = Reflect.get(target, property, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
      },
    };
  }
}

/** A journal of which only what was written durably is there after a power cut; or by chance, all of it. */
export class ForgetfulJournal {
  readonly store: Store;
  readonly #directory: string;
  #durable: Map<string, Buffer>;

  constructor(store: Store, directory: string) {
    this.#directory = directory;
    this.#durable = this.#files();
    this.store = {
      ...store,
      operations: new Proxy(store.operations, {
        get: (target, name) => {
          const method = Reflect.get(target, name, target) as (...given: unknown[]) => unknown;
          return (...given: unknown[]) => {
            const result = method.apply(target, given);
            if (name === 'save') this.#durable = this.#files();
            return result;
          };
        },
      }),
    };
  }

  /** Call it with the library closed. @param isKept whether what was not synced is there all the same. */
  cut(isKept: boolean): void {
    if (isKept) return;
    for (const name of readdirSync(this.#directory)) rmSync(join(this.#directory, name));
    for (const [name, bytes] of this.#durable) writeFileSync(join(this.#directory, name), bytes);
  }

  #files(): Map<string, Buffer> {
    const names = readdirSync(this.#directory).filter((name) => /\.sqlite(-wal)?$/.test(name));
    return new Map(names.map((name) => [name, readFileSync(join(this.#directory, name))]));
  }
}

function contentOf(path: string): Content {
  const { mode, mtimeMs } = lstatSync(path);
  return { bytes: readFileSync(path), mode: mode & 0o7777, modified: mtimeMs / 1000 };
}
