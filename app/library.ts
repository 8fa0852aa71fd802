/** Opens a library folder, wires the rooms together, and answers the contract. */
import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { Checks } from './answers/check-answers.ts';
import { guardedCall } from './answers/guarded-call.ts';
import { actionAnswers } from './answers/action-answers.ts';
import { compareAnswer } from './answers/compare-photos.ts';
import { systemDisk } from './actions/disk/disk.ts';
import { recover } from './actions/recover.ts';
import type { Answers, CommandName, Core, EventData, EventName, Input, Job, Output } from './contract/contract.ts';
import { folderAnswers } from './answers/folder-answers.ts';
import { groupAnswers } from './answers/group-answers.ts';
import { errorMessage, PersonError } from './errors.ts';
import { Decoders } from './decoding/decoders.ts';
import type { Host } from './host.ts';
import { Decisions } from './groups/decisions.ts';
import { HeldGroups } from './groups/held-groups.ts';
import { LibraryFolders } from './scan/library-folders.ts';
import { toJob, type Phase, type Report } from './answers/job-as-told.ts';
import { judgementAnswers } from './answers/judgement-answers.ts';
import { learnedInUse, shippedJudge } from './lessons/learned.ts';
import { learningAnswers } from './answers/learning-answers.ts';
import { scanSteps } from './jobs/scan-steps.ts';
import { precedence } from './jobs/precedence.ts';
import { JobQueue, type JobProgress } from './jobs/queue.ts';
import { SoFar } from './jobs/so-far.ts';
import { photoAnswers } from './answers/photo-answers.ts';
import { photoImage } from './answers/photo-image.ts';
import { ruleAnswers } from './answers/rule-answers.ts';
import { compareNew, scanFiles, scanFolders, type ScanJobTools } from './scan/scan-job.ts';
import { Verifier } from './pairs/verifier/verifier.ts';
import { MetadataTool } from './images/kept/metadata-tool.ts';
import { defaultLibrary, encoderManifest } from './resources.ts';
import type { Backup } from './store/upkeep/backup.ts';
import { lockLibrary } from './store/upkeep/lock.ts';
import { openStore, type Store } from './store/store.ts';
import { Encoder } from './vision/encoder/encoder.ts';
import { loadModel, type Model } from './vision/encoder/model.ts';

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
  if (options.writes !== false && !library.isReadOnly) await library.recover();
  if (options.watch === true && !library.isReadOnly) await library.startWatching();
  return library;
}

const checked = 'Twinlens was ended before it was done the last time. Its library was checked, and is whole.';

/** How often the window is told to count anew while a scan reads. */
const countEvery = 1500; // ms

export class Library implements Core {
  readonly image: Core['image'];
  readonly #directory: string;
  readonly #host: Host;
  readonly #store: Store;
  readonly #model: Model;
  readonly #prior = shippedJudge();
  readonly #unlock: (() => void) | null;
  readonly #ending: ReturnType<Store['checkAfterUncleanEnd']> | null;
  readonly #backup: Backup | null;
  readonly #events = new EventEmitter();
  readonly #jobs: JobQueue<Phase, Report>;
  readonly #folders: LibraryFolders;
  readonly #checks: Checks;
  readonly #answers: Answers;
  readonly #verifier = new Verifier();
  readonly #decoders = new Decoders();
  readonly #metadata = new MetadataTool();
  readonly #groups: HeldGroups;
  readonly #soFar = new SoFar();
  #encoder: Promise<Encoder> | null = null;
  #decisions: Decisions | null = null;
  #revision = 0;
  #counted = 0;
  #notice: string | null = null;
  #isClosing = false;

  constructor({ directory, host, writes }: LibraryOptions) {
    this.#directory = resolve(directory ?? defaultLibrary());
    this.#host = host ?? {};
    this.#model = loadModel(encoderManifest());
    const { version, output } = this.#model;
    this.#store = openStore(this.#directory, { version, dimensions: output.dimensions }, { writes });
    const isWriting = writes !== false && !this.isReadOnly;
    let unlock = null;
    try {
      unlock = isWriting ? lockLibrary(this.#directory) : null;
      this.#ending = isWriting ? this.#store.checkAfterUncleanEnd() : null;
      this.#backup = isWriting ? this.#store.keepBackup() : null;
    } catch (error) {
      this.#store.close();
      unlock?.();
      throw error;
    }
    this.#unlock = unlock;
    this.#groups = new HeldGroups(this.#store, output.dimensions, () =>
      learnedInUse(this.#store, this.#prior, this.#model),
    );
    this.#jobs = new JobQueue<Phase, Report>('looking', (job) => this.#announce(job), {
      precedence,
      steps: (name) => (name === 'scan' || name === 'compare' ? scanSteps() : null),
      explain: (error) => errorMessage(this.#store.explained(error)),
    });
    this.#folders = new LibraryFolders({
      store: this.#store,
      directory: this.#directory,
      host: this.#host,
      jobs: this.#jobs,
      scan: (folders) => this.#scan(folders),
      scanFiles: (paths) => void this.#takeIn(paths),
      changed: () => this.#emit('library', {}),
      regroup: () => this.#regroup(),
    });
    this.#checks = new Checks({
      ...this.#eyes(),
      ...this.#actionTools(),
      real: (folder) => this.#folders.real(folder),
      threshold: () => this.#threshold(),
      startCheck: (folder, work) => this.#jobs.add('check', [folder], work).job.id,
      startImport: (work) => this.#jobs.add('import', [], work).job.id,
      takeIn: (paths) => void this.#takeIn(paths),
    });
    this.#answers = this.#answer();
    this.image = photoImage({ store: this.#store, checks: this.#checks, decoders: this.#decoders });
  }

  async call<Name extends CommandName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return guardedCall(this.#answers, this.#store, name, input);
  }

  on<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void {
    this.#events.on(name, listener);
    return () => this.#events.off(name, listener);
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

  /** Whether its drive is full, or can only be read: then it shows what it knows, and keeps nothing new. */
  get isReadOnly(): boolean {
    return this.#store.refusal !== null;
  }

  get model(): Model {
    return this.#model;
  }

  /** Brings actions that were cut off to a clean state; takes over what a person said to a database that is lost. */
  async recover(): Promise<void> {
    const restored = await this.#backup?.restore();
    await recover(this.#actionTools());
    if (this.#ending?.wasUnclean === true) this.#notice = checked;
    if (typeof restored === 'string') this.#notice = restored;
  }

  /** Watches the library's folders, and looks once for what changed while nobody watched. */
  async startWatching(): Promise<void> {
    await this.#folders.startWatching();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#folders.close();
    await this.#jobs.close();
    // An encoder that did not start has failed its job already: the library is closed all the same.
    await (await this.#encoder?.catch(() => null))?.close();
    await this.#verifier.close();
    this.#decoders.close();
    await this.#metadata.close();
    await this.#backup?.close();
    this.#store.close();
    this.#ending?.endCleanly();
    this.#unlock?.();
  }

  #answer(): Answers {
    return {
      library: () => ({
        directory: this.#directory,
        folders: this.#folders.all(),
        ...this.#store.photos.counts(),
        passedOver: this.#store.passedOver.count(),
        threshold: this.#threshold(),
        defaultThreshold: this.#model.threshold,
        model: this.#model.version,
        notice: this.#notice,
        jobs: this.#jobs.unfinished().map(toJob),
        canPickFolder: this.#host.pickFolder !== undefined,
      }),
      ...this.#folders.answers(),
      'pause-job': ({ job }) => (this.#jobs.pause(job), {}),
      'resume-job': ({ job }) => (this.#jobs.resume(job), {}),
      'cancel-job': ({ job }) => (this.#jobs.cancel(job), {}),
      ...groupAnswers({
        store: this.#store,
        grouped: (rules) => this.#groups.by(rules),
        ordered: (keep) => this.#groups.ordered(keep),
        threshold: () => this.#threshold(),
        decisions: () => this.#decided(),
        decided: () => this.#changeGroups(),
        set: () => this.#emit('library', {}),
      }),
      ...folderAnswers({
        ...this.#actionTools(),
        grouped: () => this.#groups.by(),
        threshold: () => this.#threshold(),
        start: (name, work) => this.#jobs.add(name, [], work).job.id,
        decided: () => this.#changeGroups(),
        moved: () => this.#regroup(),
        takeIn: (paths) => void this.#takeIn(paths),
      }),
      ...photoAnswers({ store: this.#store, host: this.#host, verifier: this.#verifier, metadata: this.#metadata }),
      ...ruleAnswers(this.#store, (what) => this.#regroup(what)),
      ...compareAnswer({
        ...this.#eyes(),
        threshold: () => this.#threshold(),
        learned: () => learnedInUse(this.#store, this.#prior, this.#model),
        joining: () => this.#groups.by().joining,
        prior: this.#prior,
      }),
      ...this.#checks.answers(),
      ...judgementAnswers({ store: this.#store, now: () => new Date(), regroup: () => this.#regroup('answers') }),
      ...learningAnswers({
        store: this.#store,
        model: this.#model,
        prior: this.#prior,
        verifier: this.#verifier,
        now: () => new Date(),
        grouped: (learned) => this.#groups.under(learned).all(this.#threshold()),
        regroup: () => this.#regroup(),
        start: (name, work) => this.#jobs.add(name, [], work).job.id,
      }),
      ...actionAnswers({
        ...this.#actionTools(),
        groups: (rules, companions) => this.#groups.by(rules, companions).all(this.#threshold()),
        decisions: () => this.#decided(),
        start: (name, work) => this.#jobs.add(name, [], work).job.id,
        moved: () => this.#regroup(),
      }),
    };
  }

  #actionTools() {
    return { store: this.#store, disk: systemDisk, now: () => new Date() };
  }

  #eyes() {
    return {
      store: this.#store,
      model: this.#model,
      encoder: () => this.encoder(),
      verifier: this.#verifier,
      decoders: this.#decoders,
    };
  }

  #threshold(): number {
    return this.#store.settings.threshold() ?? this.#model.threshold;
  }

  #tools(): ScanJobTools {
    return {
      ...this.#eyes(),
      regroup: () => this.#regroup(),
      countGroups: () => this.#groups.by().all(this.#threshold()).length,
    };
  }

  /** @param what has changed: what a person says of photos leaves them as they are. */
  #regroup(what: 'answers' | 'all' = 'all'): void {
    if (what === 'answers') this.#groups.forgetAnswers();
    else this.#groups.forget();
    this.#emit('library', {});
    this.#changeGroups();
  }

  #decided(): Decisions {
    return (this.#decisions ??= new Decisions(this.#store));
  }

  /** Tells that what is said of groups has changed. */
  #changeGroups(soFar = false): void {
    this.#emit('groups', { revision: ++this.#revision, ...(soFar ? { soFar } : {}) });
  }

  #scan(folders: string[]): number {
    return this.#jobs.add('scan', folders, scanFolders(folders, this.#tools())).job.id;
  }

  /** Takes in what changed on disk at once, and compares it when nothing is more urgent. */
  async #takeIn(paths: string[]): Promise<void> {
    const { report } = await this.#jobs.add('changes', [], scanFiles(paths, this.#tools())).finished;
    const isNews = report !== null && 'photos' in report && report.new + report.changed + report.removed > 0;
    // One that has begun may not come back to what is new.
    const isPlanned = this.#jobs.unfinished().some(({ name, phase }) => name === 'compare' && phase === 'looking');
    if (isNews && !isPlanned && !this.#isClosing) this.#jobs.add('compare', [], compareNew(this.#tools()));
  }

  /** Tells of a job; and of the library's counts, which grow while it reads. */
  #announce(job: JobProgress<Phase, Report>): void {
    this.#emit('job', toJob(job));
    if (this.#soFar.isDue(job, this.#groups.took)) {
      this.#groups.forget();
      this.#changeGroups(true);
    }
    if (job.phase !== 'reading' || performance.now() - this.#counted < countEvery) return;
    this.#counted = performance.now();
    this.#emit('library', {});
  }

  #emit<Name extends EventName>(name: Name, data: EventData<Name>): void {
    this.#events.emit(name, data);
  }
}
