/** One process that decodes, as the engine holds it: it is asked one thing at a time, and may end at any moment. */
import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { PersonError } from '../errors.ts';
import { smallHeapArgument } from '../small-heap.ts';
import {
  mostMemory,
  outOfMemory,
  type DecoderAnswer,
  type DecoderRequest,
  type DecoderTask,
  type DecoderTasks,
} from './decoder-messages.ts';

/** How long one photo may be decoded. Reading it may take longer: networks do. */
export const longestDecoding = 20_000; // ms

const ended = 'ends the program that decodes it';

/** A decoder that did not come to an answer. The message completes "The file … ". */
export class DecoderDied extends PersonError {
  override name = 'DecoderDied';
  /** Whether it may have been chance. */
  readonly mayTryAgain: boolean;

  constructor(message: string, mayTryAgain: boolean) {
    super(message);
    this.mayTryAgain = mayTryAgain;
  }
}

export class Decoder {
  readonly #process: ChildProcess;
  #waiting: { resolve: (answer: DecoderAnswer) => void; reject: (error: Error) => void } | null = null;
  #lastWords = '';
  #isAlive = true;

  constructor() {
    const file = new URL(`./decoder-process${extname(import.meta.url)}`, import.meta.url);
    this.#process = fork(file, {
      // Flags of the engine's own, a debugger's port for example, are not for its decoders.
      execArgv: [`--max-old-space-size=${mostMemory / 1024 ** 2}`, smallHeapArgument],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (words: Buffer) => (this.#lastWords = words.toString().slice(-200)));
    this.#process.on('message', (answer: DecoderAnswer) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(answer);
    });
    this.#process.on('error', () => this.#end());
    // Not before its last words were read.
    this.#process.on('close', () => this.#end());
    this.#rest();
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get id(): number | undefined {
    return this.#process.pid;
  }

  /** @throws PersonError whose message completes "The file … "; DecoderDied when the process ended over it. */
  async ask<Task extends DecoderTask>(
    task: Task,
    input: DecoderTasks[Task]['input'],
  ): Promise<DecoderTasks[Task]['output']> {
    if (!this.#isAlive) throw new DecoderDied(ended, true);
    const request: DecoderRequest<Task> = { task, input };
    const { promise, resolve, reject } = Promise.withResolvers<DecoderAnswer>();
    this.#waiting = { resolve, reject };
    this.#process.channel?.ref();
    const timer =
      task === 'open'
        ? undefined
        : setTimeout(() => this.#kill('takes longer than 20 seconds to decode'), longestDecoding);
    try {
      // A process that is ending cannot be told: its end is told below.
      this.#process.send(request, () => undefined);
      const answer = await promise;
      if ('problem' in answer) throw new PersonError(answer.problem);
      return answer.output;
    } finally {
      clearTimeout(timer);
      this.#rest();
    }
  }

  close(): void {
    this.#kill('was left: Twinlens is closing');
  }

  #kill(reason: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#isAlive = false;
    this.#process.kill('SIGKILL');
    waiting?.reject(new DecoderDied(reason, false));
  }

  #end(): void {
    this.#isAlive = false;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (this.#lastWords.includes(outOfMemory))
      waiting?.reject(new DecoderDied('takes more than 1 GB to decode', false));
    else waiting?.reject(new DecoderDied(ended, true));
  }

  /** A process that has nothing to do keeps nobody waiting for its end. */
  #rest(): void {
    this.#process.unref();
    this.#process.channel?.unref();
    (this.#process.stderr as { unref?: () => void } | null)?.unref?.();
  }
}
