/**
 * Reads and decodes photos in processes of their own, as many as there are cores and one that reads meanwhile. A file
 * that ends its decoder is tried once more; a second time names it. Nothing else is lost.
 */
import { availableParallelism } from 'node:os';
import { PersonError } from '../errors.ts';
import { Decoder, DecoderDied } from './decoder.ts';
import type { DecoderTask, DecoderTasks, PairTask } from './decoder-messages.ts';

const diedTwice = 'ends the program that decodes it: it was tried twice';
/** Processes that had nothing to do for so long are ended. */
const idleFor = 30_000; // ms

/** A content, and the files that hold it. */
export interface Content {
  sha256: string;
  paths: readonly string[];
}

/** A photo whose bytes a process holds. */
export interface OpenPhoto {
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  sha256: string;
  /** How many they are. */
  bytes: number;
  /** Of a video, its container's usual extension; null for a photo. */
  video: string | null;
  /** @throws PersonError whose message completes "The file … ". */
  ask: <Task extends Exclude<DecoderTask, 'open'>>(
    task: Task,
    input: DecoderTasks[Task]['input'],
  ) => Promise<DecoderTasks[Task]['output']>;
}

/** Lets a file be read when it is its turn. */
export type Reading = <Read extends { size: number } | null>(read: () => Promise<Read>) => Promise<Read>;

export class Decoders {
  readonly #most: number;
  readonly #all = new Set<Decoder>();
  readonly #idle: { decoder: Decoder; ending: NodeJS.Timeout }[] = [];
  readonly #waiting: ((decoder: Decoder) => void)[] = [];
  #isClosed = false;

  constructor(most = availableParallelism() + 1) {
    this.#most = most;
  }

  /** The ids of the processes that are there now. */
  processes(): number[] {
    return [...this.#all].flatMap(({ id }) => id ?? []);
  }

  /**
   * Opens a photo for as long as `use` takes.
   * @param options.isUrgent whether it goes before others that wait, since a person does.
   * @param options.reading when it is read: a hard disk, one file at a time.
   * @returns what `use` returns; null when the file is gone.
   * @throws PersonError whose message completes "The file … ".
   */
  async open<Result>(
    path: string,
    use: (photo: OpenPhoto) => Promise<Result>,
    { isUrgent = false, reading = (read) => read() }: { isUrgent?: boolean; reading?: Reading } = {},
  ): Promise<Result | null> {
    let decoder = await this.#take(isUrgent);
    try {
      const opened = await reading(() => decoder.ask('open', { path }));
      if (opened === null) return null;
      const { sha256, size, video } = opened;
      const ask: OpenPhoto['ask'] = async (task, input) => {
        try {
          return await decoder.ask(task, input);
        } catch (error) {
          if (!(error instanceof DecoderDied) || !error.mayTryAgain) throw error;
        }
        decoder = this.#replace(decoder);
        if ((await decoder.ask('open', { path }))?.sha256 !== sha256)
          throw new PersonError('changed while it was read');
        return decoder.ask(task, input).catch((error: unknown) => {
          throw error instanceof DecoderDied && error.mayTryAgain ? new PersonError(diedTwice) : error;
        });
      };
      return await use({ sha256, bytes: size, video, ask });
    } finally {
      this.#giveBack(decoder);
    }
  }

  /**
   * Asks about a content, from the first of its files that is within reach and unchanged.
   * @returns null when there is none.
   * @throws PersonError whose message completes "The file … ", when it cannot be decoded.
   */
  async ofContent<Task extends Exclude<DecoderTask, 'open'>>(
    { sha256, paths }: Content,
    task: Task,
    input: DecoderTasks[Task]['input'],
    isUrgent = false,
  ): Promise<{ output: DecoderTasks[Task]['output'] } | null> {
    for (const path of paths) {
      const found = { isThere: false };
      try {
        const answer = await this.open(
          path,
          async (photo) => {
            // A file that changed since the scan is another photo by now.
            found.isThere = photo.sha256 === sha256;
            return found.isThere ? { output: await photo.ask(task, input) } : null;
          },
          { isUrgent },
        );
        if (answer !== null) return answer;
      } catch (error) {
        if (found.isThere || !(error instanceof PersonError)) throw error;
      }
    }
    return null;
  }

  /**
   * Asks about two contents, each from the first of its files that is within reach and unchanged.
   * @returns null when one of the two is out of reach.
   * @throws PersonError whose message completes "The file … ", when one of them cannot be decoded.
   */
  async ofPair<Task extends PairTask>(
    a: Content,
    b: Content,
    task: Task,
    input: Omit<DecoderTasks[Task]['input'], 'other'>,
  ): Promise<{ output: Exclude<DecoderTasks[Task]['output'], 'gone'> } | null> {
    for (const path of b.paths) {
      const asked = { ...input, other: { path, sha256: b.sha256 } } as DecoderTasks[Task]['input'];
      const answer = await this.ofContent(a, task, asked);
      if (answer === null) return null;
      if (answer.output !== 'gone') return { output: answer.output as Exclude<DecoderTasks[Task]['output'], 'gone'> };
    }
    return null;
  }

  /** Ends every process; what is in work is lost. */
  close(): void {
    this.#isClosed = true;
    for (const { ending } of this.#idle.splice(0)) clearTimeout(ending);
    for (const decoder of this.#all) decoder.close();
    this.#all.clear();
  }

  async #take(isUrgent: boolean): Promise<Decoder> {
    if (this.#isClosed) throw new Error('The decoders were closed.');
    const idle = this.#idle.pop();
    clearTimeout(idle?.ending);
    if (idle?.decoder.isAlive === true) return idle.decoder;
    if (idle !== undefined) return this.#replace(idle.decoder);
    if (this.#all.size < this.#most) return this.#start();
    return new Promise((resolve) => (isUrgent ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)));
  }

  #giveBack(decoder: Decoder): void {
    if (this.#isClosed) return;
    const able = decoder.isAlive ? decoder : this.#replace(decoder);
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next(able);
      return;
    }
    const ending = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((one) => one.decoder === able),
        1,
      );
      this.#all.delete(able);
      able.close();
    }, idleFor).unref();
    this.#idle.push({ decoder: able, ending });
  }

  #replace(dead: Decoder): Decoder {
    this.#all.delete(dead);
    dead.close();
    return this.#start();
  }

  #start(): Decoder {
    const decoder = new Decoder();
    this.#all.add(decoder);
    return decoder;
  }
}
