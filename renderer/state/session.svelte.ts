import { createContext } from 'svelte';
import type { Client, Link } from '../client/client.ts';
import { isUnderWay } from '../words/jobs.ts';
import { Check } from './folders/check.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { GroupAnswers } from './group-answers.svelte.ts';
import { Groups } from './groups.svelte.ts';
import { History } from './history.svelte.ts';
import { Judgements } from './judgements.svelte.ts';
import { Learning } from './learning.svelte.ts';
import { Library } from './library.svelte.ts';
import { Marks } from './decisions/marks.svelte.ts';
import { Outbox } from './outbox/outbox.svelte.ts';
import { Questions } from './questions.svelte.ts';
import { Reviews } from './decisions/reviews.svelte.ts';
import { storedMessages } from './outbox/stored-messages.ts';

const retryMilliseconds = 2000;

/** Everything the window knows, kept up to date from the core's events. */
export class Session {
  readonly client: Client;
  readonly library: Library;
  readonly groups: Groups;
  readonly history: History;
  readonly outbox: Outbox;
  readonly judgements: Judgements;
  readonly questions: Questions;
  readonly groupAnswers: GroupAnswers;
  readonly learning: Learning;
  readonly marks: Marks;
  readonly check: Check;
  readonly reviews: Reviews;
  readonly dialogs = new Dialogs();
  link = $state<Link>('connecting');
  /** True while the core behind an open link gives no answer; it is asked until it does. */
  unanswered = $state(false);
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.client = client;
    this.library = new Library(client);
    this.groups = new Groups(client);
    this.history = new History(client);
    this.outbox = new Outbox(
      client,
      storedMessages(() => client.storage()),
    );
    this.judgements = new Judgements(client);
    this.questions = new Questions(client, this.outbox, this.judgements);
    this.groupAnswers = new GroupAnswers(this.outbox, this.judgements);
    this.learning = new Learning(client);
    this.check = new Check(client);
    this.marks = new Marks(client, this.outbox);
    this.reviews = new Reviews(this.outbox);
    client.on('library', () => void this.#load('library'));
    client.on('groups', ({ soFar = false }) => {
      void (soFar ? this.groups.follow() : this.groups.refresh().then(this.reviews.settling()));
      void this.marks.load();
    });
    client.on('job', (job) => {
      // What has gone is marked no more; what had to stay still is.
      if ((job.name === 'apply' || job.name === 'take-over') && !isUnderWay(job)) void this.marks.load();
    });
    client.onLink((link) => {
      this.link = link;
      // Whatever happened while nobody answered is only in a fresh answer.
      if (link === 'open') void this.#load('everything');
    });
    void this.#resume();
  }

  /** What was decided just before this page was loaded is recorded first; what is shown follows. */
  async #resume() {
    if (!(await this.outbox.resume())) return;
    await this.marks.load();
    await this.groups.refresh();
  }

  /** Adds a folder by the shell's own dialog, or by ours where it has none. */
  addFolder() {
    if (this.library.glance?.canPickFolder) void this.library.pick();
    else this.dialogs.show({ name: 'add-folder' });
  }

  /** The groups have an event of their own: with the library alone they change only where its threshold did. */
  async #load(what: 'library' | 'everything') {
    const saved = this.library.glance?.threshold;
    try {
      await this.library.load();
      this.unanswered = false;
    } catch {
      if (this.link !== 'open') return;
      this.unanswered = true;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.#load('everything'), retryMilliseconds);
      return;
    }
    const now = this.library.glance?.threshold;
    const moved = now !== undefined && now !== saved && now !== this.groups.threshold;
    if (moved) this.groups.threshold = now;
    // Marks first: a group that is shown is shown with what was decided of it.
    if (what === 'everything') await this.marks.load();
    if (moved || what === 'everything') await this.groups.refresh();
  }
}

export const [getSession, setSession] = createContext<Session>();
