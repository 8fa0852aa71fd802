/** The folders that a library looks at: adds and removes them, scans and watches them, and answers the contract on them. */
import { realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Answers, Folder } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';
import { browse } from '../files/browse.ts';
import { systemReason } from '../files/system-reasons.ts';
import { Watcher } from '../files/watch.ts';
import type { Host } from '../host.ts';
import { followDrives } from './drives.ts';
import type { Store } from '../store/store.ts';
import type { JobQueue } from '../jobs/queue.ts';

export interface LibraryFoldersTools {
  store: Store;
  /** The library's own folder. */
  directory: string;
  host: Host;
  jobs: Pick<JobQueue<unknown, unknown>, 'unfinished' | 'cancel' | 'finished'>;
  /** Starts a scan of folders of the library, and returns its job's id. */
  scan: (folders: string[]) => number;
  /** Starts a scan of single files. */
  scanFiles: (paths: string[]) => void;
  /** Told when folders were added. */
  changed: () => void;
  /** Told when groups may have changed. */
  regroup: () => void;
}

export class LibraryFolders {
  readonly #tools: LibraryFoldersTools;
  #watcher: Watcher | null = null;

  constructor(tools: LibraryFoldersTools) {
    this.#tools = tools;
  }

  /** Every folder, as the contract has it. */
  all(): Folder[] {
    return this.#tools.store.folders.all().map((folder) => this.#describe(folder));
  }

  /** Watches the folders, and looks once for what changed while nobody watched. */
  async startWatching(): Promise<void> {
    const { store, scan, scanFiles, regroup } = this.#tools;
    this.#watcher = new Watcher({
      files: scanFiles,
      folder: (path, online) => {
        store.folders.setOnline(path, online);
        regroup();
        if (online) scan([path]);
      },
      away: async () => {
        const back = await this.#follow();
        if (back.length > 0) scan(back);
      },
    });
    await followDrives(store);
    const folders = store.folders.all().map(({ path }) => path);
    for (const folder of folders) await this.#watcher.add(folder);
    if (folders.length > 0) scan(folders);
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
  }

  /** The folder itself, whichever links lead to it. @throws PersonError when it is none. */
  async real(path: string): Promise<string> {
    const folder = await realpath(resolve(path)).catch((error: unknown) => {
      throw new PersonError(`The folder ${path} ${systemReason(error)}.`);
    });
    if (!(await stat(folder)).isDirectory()) throw new PersonError(`${path} is not a folder.`);
    if (folder === (await realpath(this.#tools.directory)))
      throw new PersonError(`${path} is the library's own folder: pick one with photos.`);
    return folder;
  }

  answers(): Pick<Answers, 'add-folder' | 'remove-folder' | 'pick-folder' | 'browse' | 'scan'> {
    const { store, host, jobs, scan, regroup } = this.#tools;
    return {
      'add-folder': async ({ path }) => {
        const folder = await this.real(path);
        await this.#add(folder);
        return { folder: this.#describe({ path: folder, online: true }), job: scan([folder]) };
      },
      'remove-folder': async ({ path: given }) => {
        const path = await this.#known(given);
        // A scan of the folder would bring it back.
        const scans = jobs.unfinished().filter((job) => job.folders.includes(path));
        for (const { id } of scans) jobs.cancel(id);
        await Promise.all(scans.map(async ({ id }) => jobs.finished(id)));
        await this.#watcher?.remove(path);
        store.folders.remove(path);
        regroup();
        // The other folders of those scans still want theirs.
        const others = new Set(scans.flatMap((job) => job.folders)).difference(new Set([path]));
        if (others.size > 0) scan([...others]);
        return {};
      },
      'pick-folder': async () => {
        if (host.pickFolder === undefined)
          throw new PersonError('There is no folder dialog here: type a path instead.');
        return { path: await host.pickFolder() };
      },
      browse: ({ path }) => browse(resolve(path ?? homedir())),
      scan: async ({ folders: asked }) => {
        await this.#follow();
        if (asked === undefined) return { job: scan(store.folders.all().map(({ path }) => path)) };
        const real = [...new Set(await Promise.all(asked.map((path) => this.#scannable(path))))];
        for (const path of real) await this.#add(path);
        return { job: scan(real) };
      },
    };
  }

  /** Finds the folders of drives that came back under another path. */
  async #follow(): Promise<string[]> {
    const moved = await followDrives(this.#tools.store);
    for (const { from, to } of moved) {
      await this.#watcher?.remove(from);
      await this.#watcher?.add(to);
    }
    if (moved.length > 0) this.#tools.changed();
    return moved.map(({ to }) => to);
  }

  async #add(path: string): Promise<void> {
    this.#tools.store.folders.add(path);
    await this.#watcher?.add(path);
    this.#tools.changed();
  }

  /** A folder of the library, by its path or a link to it. @throws PersonError when it is none. */
  async #known(given: string): Promise<string> {
    const folders = this.#tools.store.folders.all().map(({ path }) => path);
    const path = resolve(given);
    const real = await realpath(path).catch(() => path);
    const found = folders.find((folder) => folder === path) ?? folders.find((folder) => folder === real);
    if (found !== undefined) return found;
    throw new PersonError(
      `${path} is no folder of the library: ${folders.length === 0 ? 'it has none' : `it has ${folders.join(', ')}`}.`,
    );
  }

  /** A folder of the library may be away, and is scanned all the same; any other must be there. */
  async #scannable(path: string): Promise<string> {
    const given = resolve(path);
    return this.#tools.store.folders.all().some((folder) => folder.path === given) ? given : this.real(path);
  }

  #describe({ path, online }: { path: string; online: boolean }): Folder {
    return { path, online, photos: this.#tools.store.photos.countInside(path) };
  }
}
