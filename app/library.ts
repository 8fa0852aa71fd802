/** Opens a library folder, wires the rooms together, and answers the contract. */
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkFolder } from './answers/check-folder.ts';
import { actionAnswers, type ActionWork } from './answers/action-answers.ts';
import { comparePhotos, see } from './answers/compare-photos.ts';
import { systemDisk } from './actions/disk/disk.ts';
import { recover } from './actions/recover.ts';
import type {
  ActionReport,
  Answers,
  CommandName,
  Core,
  EventData,
  EventName,
  ImageSize,
  Input,
  Job,
  LearnReport,
  Output,
  Rules,
  ScanReport,
} from './contract/contract.ts';
import { PersonError } from './errors.ts';
import { readPhoto } from './files/read-photo.ts';
import type { Host } from './host.ts';
import { encodePreview } from './images/preview.ts';
import { Groups } from './groups/library-groups.ts';
import { LibraryFolders } from './scan/library-folders.ts';
import { judgementAnswers } from './answers/judgement-answers.ts';
import { learnedInUse, shippedJudge } from './lessons/learned.ts';
import { learningAnswers, type LearnWork } from './answers/learning-answers.ts';
import { JobQueue, type JobProgress } from './jobs/queue.ts';
import { ruleAnswers } from './answers/rule-answers.ts';
import { changedRules, storedRules } from './groups/library-rules.ts';
import { scanFiles, scanFolders, type ScanJobTools } from './scan/scan-job.ts';
import { Verifier } from './pairs/verifier.ts';
import { defaultLibrary, encoderManifest } from './resources.ts';
import { Judge } from './learning/judge/judge.ts';
import { lockLibrary } from './store/lock.ts';
import { openStore, type Store } from './store/store.ts';
import { Encoder } from './vision/encoder/encoder.ts';
import { loadModel, type Model } from './vision/encoder/model.ts';
import type { ActionPhase, LearnPhase, ScanPhase } from './jobs/phases.ts';

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
  if (options.writes !== false) await library.recover();
  if (options.watch === true) await library.startWatching();
  return library;
}

type Phase = ScanPhase | ActionPhase | LearnPhase;
type Report = ScanReport | ActionReport | LearnReport | null;

/** How often the window is told to count anew while a scan reads. */
const countEvery = 1500; // ms

export class Library implements Core {
  readonly #directory: string;
  readonly #host: Host;
  readonly #store: Store;
  readonly #model: Model;
  readonly #prior = shippedJudge();
  readonly #unlock: (() => void) | null;
  readonly #events = new EventEmitter();
  readonly #jobs: JobQueue<Phase, Report>;
  readonly #folders: LibraryFolders;
  readonly #answers: Answers;
  readonly #verifier = new Verifier();
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
    this.#jobs = new JobQueue<Phase, Report>('looking', (job) => this.#announce(job));
    this.#folders = new LibraryFolders({
      store: this.#store,
      directory: this.#directory,
      host: this.#host,
      jobs: this.#jobs,
      scan: (folders) => this.#scan(folders),
      scanFiles: (paths) => this.#jobs.add('scan', [], scanFiles(paths, this.#tools())),
      changed: () => this.#emit('library', {}),
      regroup: () => this.#regroup(),
    });
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

  /** Brings actions that were cut off to a clean state. */
  async recover(): Promise<void> {
    await recover(this.#actionTools());
  }

  /** Watches the library's folders, and looks once for what changed while nobody watched. */
  async startWatching(): Promise<void> {
    await this.#folders.startWatching();
  }

  async close(): Promise<void> {
    await this.#folders.close();
    await this.#jobs.close();
    // An encoder that did not start has failed its job already: the library is closed all the same.
    await (await this.#encoder?.catch(() => null))?.close();
    await this.#verifier.close();
    this.#store.close();
    this.#unlock?.();
  }

  #answer(): Answers {
    const { photos, settings } = this.#store;
    return {
      library: () => ({
        directory: this.#directory,
        folders: this.#folders.all(),
        ...photos.counts(),
        threshold: this.#threshold(),
        defaultThreshold: this.#model.threshold,
        model: this.#model.version,
        jobs: this.#jobs.unfinished().map(toJob),
        canPickFolder: this.#host.pickFolder !== undefined,
      }),
      ...this.#folders.answers(),
      'pause-job': ({ job }) => (this.#jobs.pause(job), {}),
      'resume-job': ({ job }) => (this.#jobs.resume(job), {}),
      'cancel-job': ({ job }) => (this.#jobs.cancel(job), {}),
      groups: async ({ rules, ...page }) => {
        const groups = this.#grouped(await changedRules(this.#store, rules ?? {}));
        return groups.page({ ...page, threshold: page.threshold ?? this.#threshold() });
      },
      'set-threshold': ({ threshold }) => {
        settings.setThreshold(threshold);
        this.#emit('library', {});
        return {};
      },
      ...ruleAnswers(this.#store, () => this.#regroup()),
      compare: async ({ a, b }) => {
        const encoder = await this.encoder();
        const [seenA, seenB] = [await see(a, encoder, this.#model), await see(b, encoder, this.#model)];
        return comparePhotos(seenA, seenB, {
          verifier: this.#verifier,
          model: this.#model,
          threshold: this.#threshold(),
          learned: learnedInUse(this.#store, this.#prior),
          prior: Judge.adapted(this.#prior, []),
        });
      },
      check: async ({ folder }) =>
        checkFolder(await this.#folders.real(folder), this.#threshold(), {
          store: this.#store,
          model: this.#model,
          encoder: await this.encoder(),
          verifier: this.#verifier,
        }),
      ...judgementAnswers({ store: this.#store, now: () => new Date(), regroup: () => this.#regroup() }),
      ...learningAnswers({
        store: this.#store,
        model: this.#model,
        prior: this.#prior,
        verifier: this.#verifier,
        now: () => new Date(),
        regroup: () => this.#regroup(),
        start: (name, work: LearnWork) => this.#jobs.add(name, [], work).job.id,
      }),
      unreadable: () => ({ files: photos.problems() }),
      ...actionAnswers({
        ...this.#actionTools(),
        groups: (rules) => this.#grouped(rules).all(this.#threshold()),
        start: (name, work: ActionWork) => this.#jobs.add(name, [], work).job.id,
        moved: () => this.#regroup(),
      }),
    };
  }

  #actionTools() {
    return { store: this.#store, disk: systemDisk, now: () => new Date() };
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

  /** The groups as the library's own rules have them, or others; made anew only when something has changed. */
  #grouped(rules?: Rules): Groups {
    const own = storedRules(this.#store);
    const { dimensions } = this.#model.output;
    const made = (given: Rules) => new Groups(this.#store, dimensions, given, learnedInUse(this.#store, this.#prior));
    return rules !== undefined && !isDeepStrictEqual(rules, own) ? made(rules) : (this.#groups ??= made(own));
  }

  #regroup(): void {
    this.#groups = null;
    this.#emit('library', {});
    this.#emit('groups', { revision: ++this.#revision });
  }

  #scan(folders: string[]): number {
    return this.#jobs.add('scan', folders, scanFolders(folders, this.#tools())).job.id;
  }

  /** Tells of a job; and of the library's counts, which grow while it reads. */
  #announce(job: JobProgress<Phase, Report>): void {
    this.#emit('job', toJob(job));
    if (job.phase !== 'reading' || performance.now() - this.#counted < countEvery) return;
    this.#counted = performance.now();
    this.#emit('library', {});
  }

  #emit<Name extends EventName>(name: Name, data: EventData<Name>): void {
    this.#events.emit(name, data);
  }
}

function toJob({ report, ...job }: JobProgress<Phase, Report>): Job {
  return {
    ...job,
    report: report !== null && 'photos' in report ? report : null,
    outcome: report !== null && 'operation' in report ? report : null,
    lesson: report !== null && 'sentence' in report ? report : null,
  };
}
