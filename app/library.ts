/** Opens a library folder, wires the rooms together, and answers the contract. */
import { EventEmitter } from 'node:events';
import { realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { checkFolder } from './actions/check.ts';
import { comparePhotos, see } from './actions/compare.ts';
import type {
  CommandName,
  Core,
  EventData,
  EventName,
  Folder,
  ImageSize,
  Input,
  Job,
  Output,
  ScanReport,
} from './contract.ts';
import { PersonError } from './errors.ts';
import { browse } from './files/browse.ts';
import { readPhoto } from './files/read.ts';
import { systemReason } from './files/reasons.ts';
import { Watcher } from './files/watch.ts';
import type { Host } from './host.ts';
import { encodePreview } from './images/preview.ts';
import { Groups } from './jobs/groups.ts';
import { JobQueue, type JobProgress } from './jobs/queue.ts';
import { scanFiles, scanFolders, type ScanJobTools } from './jobs/scan-job.ts';
import type { ScanPhase } from './jobs/scan.ts';
import { Verifier } from './jobs/verifier.ts';
import { defaultLibrary, encoderManifest } from './resources.ts';
import { lockLibrary } from './store/lock.ts';
import { openStore, type Store } from './store/store.ts';
import { Encoder } from './vision/encoder.ts';
import { loadModel, type Model } from './vision/model.ts';

export interface LibraryOptions {
  /** The library folder, made when missing; the person's own when left out. */
  directory?: string | undefined;
  host?: Host;
  /** Whether its folders are watched; false for a single command. */
  watch?: boolean;
  /** False to read only, beside another program that writes. */
  writes?: boolean;
}

/** @throws PersonError when the library cannot be used, or another program is writing to it. */
export async function openLibrary(options: LibraryOptions = {}): Promise<Library> {
  const library = new Library(options);
  if (options.watch === true) await library.startWatching();
  return library;
}

/** How often the window is told to count anew while a scan reads. */
const countEvery = 1500; // ms

type Answers = { [Name in CommandName]: (input: Input<Name>) => Promise<Output<Name>> | Output<Name> };

export class Library implements Core {
  readonly #directory: string;
  readonly #host: Host;
  readonly #store: Store;
  readonly #model: Model;
  readonly #unlock: (() => void) | null;
  readonly #events = new EventEmitter();
  readonly #jobs: JobQueue<ScanPhase, ScanReport>;
  readonly #answers: Answers;
  readonly #verifier = new Verifier();
  #watcher: Watcher | null = null;
  #encoder: Promise<Encoder> | null = null;
  #groups: Groups | null = null;
  #revision = 0;
  #counted = 0;

  constructor({ directory, host, writes }: LibraryOptions) {
    this.#directory = resolve(directory ?? defaultLibrary());
    this.#host = host ?? {};
    this.#model = loadModel(encoderManifest());
    this.#store = openStore(this.#directory, {
      version: this.#model.version,
      dimensions: this.#model.output.dimensions,
    });
    try {
      this.#unlock = writes === false ? null : lockLibrary(this.#directory);
    } catch (error) {
      this.#store.close();
      throw error;
    }
    this.#jobs = new JobQueue<ScanPhase, ScanReport>('looking', (job) => this.#announce(job));
    this.#answers = this.#answer();
  }

  async call<Name extends CommandName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return this.#answers[name](input);
  }

  on<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void {
    this.#events.on(name, listener);
    return () => this.#events.off(name, listener);
  }

  async image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null> {
    if (size === 'thumbnail') {
      const bytes = this.#store.photos.thumbnail(sha256);
      return bytes === undefined ? null : { bytes, type: 'image/jpeg' };
    }
    for (const path of this.#store.photos.pathsOf(sha256)) {
      const photo = await readPhoto(path).catch(() => null);
      // A file that changed since the scan is another photo by now.
      if (photo?.sha256 === sha256) return { bytes: await encodePreview(photo.bytes), type: 'image/jpeg' };
    }
    return null;
  }

  /** Waits for a job; it has ended when this resolves. */
  async finished(job: number): Promise<Job> {
    const ended = await this.#jobs.finished(job);
    if (ended === undefined) throw new PersonError(`There is no job ${job}.`);
    return toJob(ended);
  }

  /** Starts the encoder, once; also for what embeds photos without a library. */
  encoder(): Promise<Encoder> {
    return (this.#encoder ??= Encoder.start(this.#model));
  }

  get model(): Model {
    return this.#model;
  }

  /** Watches the library's folders, and looks once for what changed while nobody watched. */
  async startWatching(): Promise<void> {
    this.#watcher = new Watcher({
      files: (paths) => this.#jobs.add([], scanFiles(paths, this.#tools())),
      folder: (path, online) => this.#folderPresence(path, online),
    });
    const folders = this.#store.folders.all().map(({ path }) => path);
    for (const folder of folders) await this.#watcher.add(folder);
    if (folders.length > 0) this.#scan(folders);
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
    await this.#jobs.close();
    // An encoder that did not start has failed its job already: the library is closed all the same.
    await (await this.#encoder?.catch(() => null))?.close();
    await this.#verifier.close();
    this.#store.close();
    this.#unlock?.();
  }

  #answer(): Answers {
    const { folders, photos, settings, judgements } = this.#store;
    return {
      library: () => ({
        directory: this.#directory,
        folders: folders.all().map((folder) => this.#toFolder(folder)),
        ...photos.counts(),
        threshold: this.#threshold(),
        defaultThreshold: this.#model.threshold,
        model: this.#model.version,
        jobs: this.#jobs.unfinished().map(toJob),
        canPickFolder: this.#host.pickFolder !== undefined,
      }),
      'add-folder': async ({ path }) => {
        const folder = await this.#realFolder(path);
        await this.#addFolder(folder);
        return { folder: this.#toFolder({ path: folder, online: true }), job: this.#scan([folder]) };
      },
      'remove-folder': async ({ path }) => {
        // A scan of the folder would bring it back.
        const scans = this.#jobs.unfinished().filter((job) => job.folders.includes(path));
        for (const { id } of scans) this.#jobs.cancel(id);
        await Promise.all(scans.map(async ({ id }) => this.#jobs.finished(id)));
        await this.#watcher?.remove(path);
        folders.remove(path);
        this.#regroup();
        // The other folders of those scans still want theirs.
        const others = new Set(scans.flatMap((job) => job.folders)).difference(new Set([path]));
        if (others.size > 0) this.#scan([...others]);
        return {};
      },
      'pick-folder': async () => {
        if (this.#host.pickFolder === undefined)
          throw new PersonError('There is no folder dialog here: type a path instead.');
        return { path: await this.#host.pickFolder() };
      },
      browse: ({ path }) => browse(resolve(path ?? homedir())),
      scan: async ({ folders: asked }) => {
        if (asked === undefined) return { job: this.#scan(folders.all().map(({ path }) => path)) };
        const real = [...new Set(await Promise.all(asked.map((path) => this.#scannable(path))))];
        for (const path of real) await this.#addFolder(path);
        return { job: this.#scan(real) };
      },
      'pause-job': ({ job }) => (this.#jobs.pause(job), {}),
      'resume-job': ({ job }) => (this.#jobs.resume(job), {}),
      'cancel-job': ({ job }) => (this.#jobs.cancel(job), {}),
      groups: (input) => this.#grouped().page({ ...input, threshold: input.threshold ?? this.#threshold() }),
      'set-threshold': ({ threshold }) => {
        settings.setThreshold(threshold);
        this.#emit('library', {});
        return {};
      },
      compare: async ({ a, b }) => {
        const encoder = await this.encoder();
        const [seenA, seenB] = [await see(a, encoder, this.#model), await see(b, encoder, this.#model)];
        return comparePhotos(seenA, seenB, this.#verifier, this.#model, this.#threshold());
      },
      check: async ({ folder }) =>
        checkFolder(await this.#realFolder(folder), this.#threshold(), {
          store: this.#store,
          model: this.#model,
          encoder: await this.encoder(),
          verifier: this.#verifier,
        }),
      label: async ({ a, b, verdict }) => {
        const [hashA, hashB] = [await hashOf(a), await hashOf(b)];
        if (hashA === hashB)
          throw new PersonError('These two files have the very same content: there is nothing to judge.');
        judgements.record(hashA, hashB, verdict, new Date().toISOString(), 'pair');
        this.#regroup();
        return { a: hashA, b: hashB, verdict, judgements: judgements.all().length };
      },
      unreadable: () => ({ files: photos.problems() }),
    };
  }

  #threshold(): number {
    return this.#store.settings.threshold() ?? this.#model.threshold;
  }

  #tools(): ScanJobTools {
    return {
      store: this.#store,
      model: this.#model,
      encoder: () => this.encoder(),
      verifier: this.#verifier,
      countGroups: () => {
        this.#regroup();
        return this.#grouped().all(this.#threshold()).length;
      },
    };
  }

  #grouped(): Groups {
    return (this.#groups ??= new Groups(this.#store, this.#model.output.dimensions));
  }

  #regroup(): void {
    this.#groups = null;
    this.#emit('library', {});
    this.#emit('groups', { revision: ++this.#revision });
  }

  #scan(folders: string[]): number {
    return this.#jobs.add(folders, scanFolders(folders, this.#tools())).job.id;
  }

  #folderPresence(path: string, online: boolean): void {
    this.#store.folders.setOnline(path, online);
    this.#regroup();
    if (online) this.#scan([path]);
  }

  #toFolder({ path, online }: { path: string; online: boolean }): Folder {
    return { path, online, photos: this.#store.photos.countInside(path) };
  }

  /** Tells of a job; and of the library's counts, which grow while it reads. */
  #announce(job: JobProgress<ScanPhase, ScanReport>): void {
    this.#emit('job', toJob(job));
    if (job.phase !== 'reading' || performance.now() - this.#counted < countEvery) return;
    this.#counted = performance.now();
    this.#emit('library', {});
  }

  #emit<Name extends EventName>(name: Name, data: EventData<Name>): void {
    this.#events.emit(name, data);
  }

  async #addFolder(path: string): Promise<void> {
    this.#store.folders.add(path);
    await this.#watcher?.add(path);
    this.#emit('library', {});
  }

  /** A folder of the library may be away, and is scanned all the same; any other must be there. */
  async #scannable(path: string): Promise<string> {
    const given = resolve(path);
    return this.#store.folders.all().some((folder) => folder.path === given) ? given : this.#realFolder(path);
  }

  /** The folder itself, whichever links lead to it. @throws PersonError when it is none. */
  async #realFolder(path: string): Promise<string> {
    const folder = await realpath(resolve(path)).catch((error: unknown) => {
      throw new PersonError(`The folder ${path} ${systemReason(error)}.`);
    });
    if (!(await stat(folder)).isDirectory()) throw new PersonError(`${path} is not a folder.`);
    if (folder === (await realpath(this.#directory)))
      throw new PersonError(`${path} is the library's own folder: pick one with photos.`);
    return folder;
  }
}

function toJob(job: JobProgress<ScanPhase, ScanReport>): Job {
  return { ...job, name: 'scan' };
}

async function hashOf(path: string): Promise<string> {
  const photo = await readPhoto(path).catch((error: unknown) => {
    throw new PersonError(`The file ${path} ${error instanceof Error ? error.message : 'cannot be read'}.`);
  });
  if (photo === null) throw new PersonError(`The file ${path} does not exist.`);
  return photo.sha256;
}
