/** What the system shows of long work: progress in the taskbar, no sleep meanwhile, a notification when it ends unseen. */
import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Job } from '../../../app/contract/contract.ts';

/** Work that was shorter is no news. */
const longWork = 20_000; // ms
const actions: readonly Job['name'][] = ['apply', 'undo', 'export', 'take-over', 'import'];

const ended: Record<Job['name'], string> = {
  scan: 'The scan has ended',
  changes: 'What changed is taken in',
  compare: 'New photos are compared',
  apply: 'The clean-up has ended',
  undo: 'The undo has ended',
  export: 'The export has ended',
  'take-over': 'The photos were moved over',
  import: 'The photos were copied',
  check: 'The folder was checked',
  learn: 'Learning has ended',
  'use-head': 'The other version is in use',
};

export class JobSignals {
  readonly #window: () => BrowserWindow | null;
  readonly #show: () => void;
  /** Jobs under way, and since when. */
  readonly #jobs = new Map<number, { job: Job; since: number }>();
  #awake: number | null = null;

  /** @param show brings the window before the person. */
  constructor(window: () => BrowserWindow | null, show: () => void) {
    this.#window = window;
    this.#show = show;
  }

  /** The action that moves files right now; quitting would leave it half done. */
  get action(): Job | null {
    return [...this.#jobs.values()].map(({ job }) => job).find(({ name }) => actions.includes(name)) ?? null;
  }

  hear(job: Job): void {
    const known = this.#jobs.get(job.id);
    if (job.state === 'waiting' || job.state === 'running' || job.state === 'paused') {
      this.#jobs.set(job.id, { job, since: known?.since ?? Date.now() });
    } else if (known) {
      this.#jobs.delete(job.id);
      if (Date.now() - known.since >= longWork) this.#tell(job);
    }
    this.refresh();
  }

  /** The engine has died: what it worked on is told of anew by the next one. */
  forget(): void {
    this.#jobs.clear();
    this.refresh();
  }

  /** Shows how things stand; for a window that has just been opened as well. */
  refresh(): void {
    const jobs = [...this.#jobs.values()].map(({ job }) => job);
    const shown = jobs.find(({ state }) => state === 'running') ?? jobs.find(({ state }) => state === 'paused');
    const window = this.#window();
    if (window && !window.isDestroyed()) showProgress(window, shown);
    this.#stayAwake(jobs.some(({ state }) => state === 'running'));
  }

  #stayAwake(working: boolean): void {
    if (working) this.#awake ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#awake !== null) {
      powerSaveBlocker.stop(this.#awake);
      this.#awake = null;
    }
  }

  #tell(job: Job): void {
    const window = this.#window();
    const seen = window !== null && !window.isDestroyed() && window.isVisible() && window.isFocused();
    if (seen || job.state === 'cancelled' || !Notification.isSupported()) return;
    const title = job.state === 'failed' ? 'Twinlens has to tell you something' : ended[job.name];
    const notification = new Notification({ title, body: job.error ?? words(job) });
    notification.on('click', this.#show);
    notification.show();
  }
}

function showProgress(window: BrowserWindow, job: Job | undefined): void {
  if (job === undefined) window.setProgressBar(-1);
  // More than 1 is “nobody knows how long”.
  else
    window.setProgressBar(job.total > 0 ? job.done / job.total : 2, {
      mode: job.state === 'paused' ? 'paused' : 'normal',
    });
}

function words({ report, outcome, lesson }: Job): string {
  if (report) return `${report.photos} photos, ${report.groups} groups.`;
  if (outcome) return `${outcome.files} files; ${outcome.skipped.length} stay where they are.`;
  return lesson?.sentence ?? '';
}
