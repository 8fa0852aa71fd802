/** The engine as the shell holds it: a child process of plain Node that is started again when it dies. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ImageSize } from '../../app/contract/contract.ts';
import type { FromEngine, ToEngine } from '../engine.ts';

export type EngineEvent = Extract<FromEngine, { event: unknown }>;

export interface EngineOptions {
  /** Plain Node's program: sharp crashes inside Electron's own on Linux (lovell/sharp#4522). */
  node: string;
  script: string;
  arguments: string[];
  pickFolder: () => Promise<string | null>;
  onEvent: (event: EngineEvent) => void;
  /** The engine is gone for good; the reason is a sentence for the person. */
  onEnd: (reason: string) => void;
}

/** An engine that dies more often than this is not started again. */
const mostDeaths = 3;
const withinMilliseconds = 60_000;
/** How long a closing engine may take. The library survives an engine that is ended at any instant. */
const closingMilliseconds = 10_000;

interface Waiting {
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
}

export class EngineProcess {
  readonly #options: EngineOptions;
  readonly #waiting = new Map<number, Waiting>();
  #process: ChildProcess;
  #questions = 0;
  #deaths: number[] = [];
  #ended: string | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#process = this.#start();
  }

  call(name: string, input: unknown): Promise<unknown> {
    return this.#ask((id) => ({ id, call: name, input }));
  }

  async image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null> {
    const image = await this.#ask((id) => ({ id, image: { sha256, size } }));
    return image as { bytes: Uint8Array; type: string } | null;
  }

  /** Lets the engine finish what it is writing, and returns when it has ended. */
  async close(): Promise<void> {
    this.#ended ??= 'Twinlens is closing.';
    const process = this.#process;
    const running = process.pid !== undefined && process.exitCode === null && process.signalCode === null;
    if (!running) return;
    const gone = once(process, 'exit');
    if (process.connected) process.disconnect();
    const patience = setTimeout(() => process.kill('SIGKILL'), closingMilliseconds);
    await gone;
    clearTimeout(patience);
  }

  #start(): ChildProcess {
    const { node, script, arguments: scriptArguments } = this.#options;
    // Not `fork`: Electron's own version of it is for running Electron's binary as Node.
    const process = spawn(node, [script, ...scriptArguments], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    process.on('message', (message: FromEngine) => this.#hear(message));
    process.once('error', (error) => this.#end(`Twinlens could not start its engine: ${error.message}.`));
    process.once('exit', () => this.#died());
    return process;
  }

  #ask(question: (id: number) => ToEngine): Promise<unknown> {
    if (this.#ended !== null) return Promise.reject(new Error(this.#ended));
    const id = (this.#questions += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send(question(id));
    });
  }

  #send(message: ToEngine): void {
    // An engine that has just died does not hear this; `#died` answers for it.
    this.#process.send(message, () => undefined);
  }

  #hear(message: FromEngine): void {
    if ('event' in message) this.#options.onEvent(message);
    else if ('failed' in message) this.#end(message.failed);
    else if ('pickFolder' in message) void this.#pickFolder(message.id);
    else this.#settle(message);
  }

  #settle(answer: { id: number } & ({ output: unknown } | { error: string })): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.output);
  }

  async #pickFolder(id: number): Promise<void> {
    this.#send({ id, picked: await this.#options.pickFolder() });
  }

  #died(): void {
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < withinMilliseconds), now];
    if (this.#deaths.length > mostDeaths) {
      this.#end('Twinlens’ engine keeps stopping. Start Twinlens again; your photos and answers are safe.');
    }
    for (const id of [...this.#waiting.keys()]) {
      this.#settle({ id, error: this.#ended ?? 'Twinlens’ engine stopped and was started again. Try that once more.' });
    }
    if (this.#ended !== null) return;
    this.#process = this.#start();
    // Jobs of the old engine are gone: the window asks the new one how things stand.
    this.#options.onEvent({ event: 'library', data: {} });
  }

  #end(reason: string): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    this.#options.onEnd(reason);
  }
}
