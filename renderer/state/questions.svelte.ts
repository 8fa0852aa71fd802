import type { Question, Verdict } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import type { Judgements } from './judgements.svelte.ts';
import { latest } from './latest.ts';
import type { Message } from './outbox/message.ts';
import type { Outbox } from './outbox/outbox.svelte.ts';
import { pairKey } from './pair.ts';

/** So many are asked for at a time, once so few are left: each answer makes those that come later better. */
const batch = 10;
const few = 4;
/** What is being looked at, and the one whose pictures are loaded already, stay when better questions come. */
const settled = 2;

/** A question with the number of answers that its probability stands on. */
export interface AskedQuestion extends Question {
  answers: number;
}

export interface GivenAnswer {
  question: AskedQuestion;
  verdict: Verdict;
  message: Message;
}

/** The questions that the window asks, one after the other. */
export class Questions {
  /** In their order; the first is asked now. */
  deck = $state.raw<readonly AskedQuestion[]>([]);
  /** What was answered in this window, the last one last. */
  given = $state.raw<readonly GivenAnswer[]>([]);
  /** True while the next questions are on their way. */
  loading = $state(false);
  problem = $state<string | null>(null);
  readonly current = $derived(this.deck[0]);
  readonly next = $derived(this.deck[1]);
  readonly #client: Client;
  readonly #outbox: Outbox;
  readonly #judgements: Judgements;

  constructor(client: Client, outbox: Outbox, judgements: Judgements) {
    this.#client = client;
    this.#outbox = outbox;
    this.#judgements = judgements;
  }

  /** Begins to ask; what was left over from last time may have been answered elsewhere. */
  begin(): Promise<void> {
    this.deck = [];
    return this.refill();
  }

  /** Gets the next questions. Those that nobody has seen yet give way to better ones. */
  readonly refill = latest(async () => {
    this.loading = true;
    try {
      if (this.#judgements.all === null) await this.#judgements.load();
      const answers = this.#judgements.decided;
      // Answers that are not recorded yet are suggested once more.
      const { pairs } = await this.#client.call('suggest', {
        count: Math.min(200, batch + this.#outbox.waiting),
      });
      const kept = this.deck.slice(0, settled);
      const known = [...this.given.map(({ question }) => question), ...kept].map(keyOf);
      this.deck = [
        ...kept,
        ...pairs.filter((pair) => !known.includes(keyOf(pair))).map((pair) => ({ ...pair, answers })),
      ];
      this.problem = null;
    } catch (error) {
      this.problem = errorMessage(error);
    } finally {
      this.loading = false;
    }
  });

  /** Answers the question that is asked now. */
  answer(verdict: Verdict) {
    const question = this.current;
    if (question === undefined) return;
    const pair = { a: question.a.sha256, b: question.b.sha256 };
    const message: Message = { name: 'judge', input: { pairs: [pair], verdict, origin: 'pair' } };
    this.given = [...this.given, { question, verdict, message }];
    this.deck = this.deck.slice(1);
    void this.#outbox.send([message]);
    if (this.deck.length <= few) void this.refill();
  }

  /** Takes the last answer back, and asks its question again. */
  back() {
    const last = this.given.at(-1);
    if (last === undefined) return;
    const { question, message } = last;
    this.given = this.given.slice(0, -1);
    this.deck = [question, ...this.deck];
    if (this.#outbox.withdraw(message)) return;
    const pair = { a: question.a.sha256, b: question.b.sha256 };
    void this.#outbox.send([{ name: 'forget-judgement', input: pair }]);
  }
}

function keyOf({ a, b }: Question): string {
  return pairKey(a.sha256, b.sha256);
}
