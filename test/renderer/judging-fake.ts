/** A core that judges, as far as the window's state needs one: it holds judgements, and answers when it is told to. */
import type { CommandName, Input, Judgement, Question } from '../../app/contract/contract.ts';
import { cloningClient } from './cloning-client.ts';

/** A content hash that is told by one letter. */
export const content = (letter: string) => letter.repeat(64);

export function question(a: string, b: string): Question {
  const photo = (letter: string) => ({
    sha256: content(letter),
    path: `/photos/${letter}.jpg`,
    width: 4,
    height: 3,
    bytes: 5,
    takenAt: null,
  });
  return { a: photo(a), b: photo(b), distance: 0.7, probability: 0.8, kind: 'similar', relation: null };
}

export class JudgingFake {
  /** What was called, in short: "judge ab same". */
  readonly called: string[] = [];
  /** What `suggest` gives, whatever was answered. */
  suggested: Question[] = [];
  /** False while nobody answers. */
  answers = true;
  readonly #said = new Map<string, Judgement>();
  readonly client = cloningClient({
    call: (name: CommandName, input: object) => this.#call(name, input),
  });

  /** "ab" → "same". */
  get verdicts(): Record<string, string> {
    return Object.fromEntries([...this.#said].map(([pair, { verdict }]) => [pair, verdict]));
  }

  async #call(name: CommandName, input: object): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.answers) throw new Error('Twinlens does not answer. Is it still running?');
    if (name === 'judge') {
      const { pairs, verdict, origin } = input as Input<'judge'>;
      for (const { a, b } of pairs)
        this.#said.set(letters(a, b), {
          a: { sha256: a, path: null },
          b: { sha256: b, path: null },
          verdict,
          origin,
          judgedAt: '',
        });
      this.called.push(`judge ${pairs.map(({ a, b }) => letters(a, b)).join(' ')} ${verdict}`);
    } else if (name === 'forget-judgement') {
      const { a, b } = input as Input<'forget-judgement'>;
      this.#said.delete(letters(a, b));
      this.called.push(`forget ${letters(a, b)}`);
    } else this.called.push(name);
    if (name === 'suggest') return { pairs: this.suggested, judgements: this.#said.size };
    return { judgements: name === 'judgements' ? [...this.#said.values()] : this.#said.size, contradictions: [] };
  }
}

function letters(a: string, b: string): string {
  return [a[0], b[0]].sort().join('');
}
