import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Enough for weeks of a quiet engine, and small enough to be sent. */
const largest = 1024 * 1024;

/** What shell and engine say, in a file that is never larger than 1 MiB; the one before it is kept beside it, as `….old`. */
export class LogFile {
  readonly path: string;
  #bytes: number;

  constructor(path: string) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true });
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(text: string): void {
    const line = `${new Date().toISOString()} ${text.endsWith('\n') ? text : `${text}\n`}`;
    try {
      if (this.#bytes + line.length > largest) {
        renameSync(this.path, `${this.path}.old`);
        this.#bytes = 0;
      }
      appendFileSync(this.path, line);
      this.#bytes += Buffer.byteLength(line);
    } catch {
      // A full drive must not end the app for the sake of its log.
    }
  }
}
