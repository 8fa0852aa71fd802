/** The engine as the shell holds it: a child process of plain Node that is started again when it dies. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { commands } from '../../app/contract/contract.ts';
import type { ImageSize } from '../../app/contract/image-sizes.ts';
import { errorMessage } from '../../app/errors.ts';
import { Channel } from '../channel/channel.ts';
import {
  FromEngine,
  fromEngineLimits,
  toEngineLimits,
  type EngineEvent,
  type Request,
  type ToEngine,
} from '../channel/messages.ts';
import { checkCall } from '../checked-call.ts';

export interface EngineOptions {
  /** Plain Node's program: sharp crashes inside Electron's own on Linux (lovell/sharp#4522). */
  node: string;
  script: string;
  arguments: string[];
  /** All of its environment: nothing is inherited. */
  environment: NodeJS.ProcessEnv;
  /** Takes what the engine prints, and what is wrong with the channel. */
  log: (text: string) => void;
  /** Does what the engine asks for. A rejection's message is a sentence for the person. */
  grant: (request: Request) => Promise<string | null>;
  onEvent: (event: EngineEvent) => void;
  /** The engine died and another one was started: jobs that were told of are gone. */
  onRestart?: () => void;
  /**
   * The engine is gone for good; the reason is a sentence for the person. `byItself` is false where the library could not
   * be opened, which no other engine could either.
   */
  onEnd: (reason: string, byItself: boolean) => void;
}

/** An engine that dies in a row so often without having said a word is not started again, */
const mostSilentDeaths = 3;
/** and neither is one that dies oftener than this, whatever it said. A photo that ends it does so twice (`InWork`). */
const mostDeaths = 24;
const withinMilliseconds = 600_000;
/** How long a closing engine may take. The library survives an engine that is ended at any instant. */
const closingMilliseconds = 10_000;

type Answer = { is: 'output'; output: unknown } | { is: 'image'; type: string | null; bytes: Uint8Array };

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

export class EngineProcess {
  readonly #options: EngineOptions;
  readonly #waiting = new Map<number, Waiting>();
  #process!: ChildProcess;
  #channel!: Channel<ToEngine, FromEngine>;
  #questions = 0;
  #deaths: number[] = [];
  #silentDeaths = 0;
  #ended: string | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#start();
  }

  /** Of the engine that runs now. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Calls a command of the contract; its answer is held against the contract. The message of an error is a sentence. */
  async call(name: string, input: unknown): Promise<unknown> {
    const question = checkCall(name, input);
    const answer = await this.#ask({ is: 'call', ...question });
    const checked = commands[question.name].output.safeParse(answer.is === 'output' ? answer.output : undefined);
    if (checked.success) return checked.data;
    this.#options.log(`The engine’s answer to ${name} cannot be read: ${checked.error.message}\n`);
    throw new Error('Twinlens’ engine gave an answer that cannot be read. Start Twinlens again.');
  }

  async image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null> {
    const answer = await this.#ask({ is: 'image', sha256, size });
    return answer.is === 'image' && answer.type !== null ? { bytes: answer.bytes, type: answer.type } : null;
  }

  /** Lets the engine finish what it is writing, and returns when it has ended. */
  async close(): Promise<void> {
    this.#ended ??= 'Twinlens is closing.';
    const process = this.#process;
    const running = process.pid !== undefined && process.exitCode === null && process.signalCode === null;
    if (!running) return;
    const gone = once(process, 'exit');
    this.#channel.close();
    const patience = setTimeout(() => process.kill('SIGKILL'), closingMilliseconds);
    await gone;
    clearTimeout(patience);
  }

  #start(): void {
    const { node, script, arguments: scriptArguments, environment: env, log } = this.#options;
    // Not `fork`: Electron's own version of it is for running Electron's binary as Node, and its messages are V8's.
    const process = spawn(node, [script, ...scriptArguments], {
      // “overlapped” is “pipe”, but on Windows one that both sides can use in both directions at once.
      stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
      env,
      windowsHide: true,
    });
    for (const output of [process.stdout, process.stderr]) output?.setEncoding('utf8').on('data', log);
    this.#process = process;
    this.#channel = new Channel<ToEngine, FromEngine>(process.stdio[3] as Duplex, {
      hears: { schema: FromEngine, limits: fromEngineLimits },
      says: toEngineLimits,
      onMessage: (id, message, bytes) => {
        this.#silentDeaths = 0;
        this.#hear(id, message, bytes);
      },
      onUnreadable: (id, reason) => {
        log(`From the engine: ${reason}\n`);
        this.#refuse(id, 'Twinlens’ engine gave an answer that cannot be read. Try that once more.');
      },
      onEnd: () => undefined,
    });
    process.once('error', (error) => this.#end(`Twinlens could not start its engine: ${error.message}.`, true));
    process.once('exit', (code, signal) => this.#died(signal ?? `exit code ${code ?? ''}`));
  }

  #ask(question: ToEngine): Promise<Answer> {
    if (this.#ended !== null) return Promise.reject(new Error(this.#ended));
    const id = (this.#questions += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      try {
        // An engine that has just died does not hear this; `#died` answers for it.
        this.#channel.say(id, question);
      } catch (error) {
        this.#refuse(id, errorMessage(error));
      }
    });
  }

  #hear(id: number, message: FromEngine, bytes: Uint8Array): void {
    if (message.is === 'event') this.#options.onEvent(message.told);
    else if (message.is === 'failed') this.#end(message.reason, false);
    else if (message.is === 'request') void this.#grant(id, message.request);
    else if (message.is === 'error') this.#refuse(id, message.reason);
    else {
      this.#waiting.get(id)?.resolve(message.is === 'image' ? { ...message, bytes } : message);
      this.#waiting.delete(id);
    }
  }

  #refuse(id: number, reason: string): void {
    if (id === 0) this.#options.log(`From the engine: ${reason}\n`);
    this.#waiting.get(id)?.reject(new Error(reason));
    this.#waiting.delete(id);
  }

  async #grant(id: number, request: Request): Promise<void> {
    // To the engine that asked: another one would take it for the answer to a request of its own.
    const channel = this.#channel;
    try {
      channel.say(id, { is: 'granted', path: await this.#options.grant(request) });
    } catch (error) {
      channel.say(id, { is: 'refused', reason: errorMessage(error) });
    }
  }

  #died(how: string): void {
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < withinMilliseconds), now];
    this.#silentDeaths += 1;
    if (this.#ended === null) this.#options.log(`The engine ended by itself: ${how}.\n`);
    if (this.#silentDeaths > mostSilentDeaths || this.#deaths.length > mostDeaths) {
      this.#end('Twinlens’ engine keeps stopping. Start Twinlens again; your photos and answers are safe.', true);
    }
    const reason = this.#ended ?? 'Twinlens’ engine stopped and was started again. Try that once more.';
    for (const id of [...this.#waiting.keys()]) this.#refuse(id, reason);
    if (this.#ended !== null) return;
    this.#start();
    this.#options.onRestart?.();
    // Jobs of the old engine are gone: the window asks the new one how things stand.
    this.#options.onEvent({ event: 'library', data: {} });
  }

  #end(reason: string, byItself: boolean): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    this.#options.onEnd(reason, byItself);
  }
}
