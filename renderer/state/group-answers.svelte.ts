import type { Group, Photo } from '../../app/contract/contract.ts';
import { confirmedWords, identicalWords, splitWords } from '../words/judgements.ts';
import { baseName } from '../words/paths.ts';
import type { Judgements } from './judgements.svelte.ts';
import type { Message } from './outbox/message.ts';
import type { Outbox } from './outbox/outbox.svelte.ts';
import { pairsWith, type Pair } from './pair.ts';

const contentOf = ({ sha256 }: Photo) => sha256;

/** What was said of a whole group: that its photos are the same, or that one does not belong. */
export class GroupAnswers {
  /** The last of them, which can be taken back; what said nothing has nothing to take back. */
  last = $state.raw<{ words: string; undo: readonly Message[] } | null>(null);
  readonly #outbox: Outbox;
  readonly #judgements: Judgements;

  constructor(outbox: Outbox, judgements: Judgements) {
    this.#outbox = outbox;
    this.#judgements = judgements;
  }

  /** All photos of a group are the same as its keeper. @returns when that is recorded. */
  async confirm({ photos }: Group) {
    const keeper = photos.find(({ keep }) => keep) ?? photos[0];
    if (keeper === undefined) return;
    const pairs = pairsWith(keeper.sha256, photos.map(contentOf));
    await this.#judge(pairs, 'same', confirmedWords(photos.length));
  }

  /** One photo is not the same as the others of its group. @returns, when that is recorded, whether there was anything to say. */
  async split({ photos }: Group, photo: Photo): Promise<boolean> {
    const pairs = pairsWith(photo.sha256, photos.map(contentOf));
    return this.#judge(pairs, 'different', splitWords(baseName(photo.path), pairs.length));
  }

  /** Somebody answered about files of one content: they are the same, whatever is said. */
  sayIdentical() {
    this.last = { words: identicalWords, undo: [] };
  }

  /** Takes back the last of them: what was said of these pairs before is said again. */
  async undo() {
    const { last } = this;
    if (last === null || last.undo.length === 0) return;
    this.last = null;
    await this.#outbox.send(last.undo);
  }

  dismiss() {
    this.last = null;
  }

  async #judge(pairs: Pair[], verdict: 'same' | 'different', words: string): Promise<boolean> {
    if (pairs.length === 0) {
      this.sayIdentical();
      return false;
    }
    await this.#judgements.load();
    const undo = pairs.map((pair) => this.#asBefore(pair));
    this.last = { words, undo };
    const origin = verdict === 'same' ? 'group-confirmed' : 'group-split';
    await this.#outbox.send([{ name: 'judge', input: { pairs, verdict, origin } }]);
    return true;
  }

  #asBefore({ a, b }: Pair): Message {
    const before = this.#judgements.of(a, b);
    if (before === undefined) return { name: 'forget-judgement', input: { a, b } };
    const { verdict, origin } = before;
    return { name: 'judge', input: { pairs: [{ a, b }], verdict, origin } };
  }
}
