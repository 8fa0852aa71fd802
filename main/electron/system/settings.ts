/** What a person set for the desktop app itself; all of it is off until they ask for it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const mostRecent = 8;

const Stored = z.object({
  /** Stays in the tray when the window is closed, and goes on watching. */
  tray: z.boolean().catch(false),
  startAtLogin: z.boolean().catch(false),
  lookForUpdates: z.boolean().catch(false),
  /** Libraries, the last one first. */
  recent: z.array(z.string()).catch([]),
});
type Stored = z.infer<typeof Stored>;
/** What is on or off. */
export type Choice = Exclude<keyof Stored, 'recent'>;

export class Settings {
  readonly #path: string;
  #stored: Stored;

  /** @param path a file that all windows share. One that cannot be read is as good as none. */
  constructor(path: string) {
    this.#path = path;
    this.#stored = this.#read();
  }

  get(choice: Choice): boolean {
    return this.#stored[choice];
  }

  set(choice: Choice, value: boolean): void {
    this.#change((stored) => ({ ...stored, [choice]: value }));
  }

  get recent(): readonly string[] {
    return this.#stored.recent;
  }

  remember(library: string): void {
    this.#change((stored) => ({
      ...stored,
      recent: [library, ...stored.recent.filter((other) => other !== library)].slice(0, mostRecent),
    }));
  }

  forgetRecent(): void {
    this.#change((stored) => ({ ...stored, recent: [] }));
  }

  #change(change: (stored: Stored) => Stored): void {
    // Another window may have changed something else meanwhile.
    this.#stored = change(this.#read());
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      const fresh = `${this.#path}.${process.pid}`;
      writeFileSync(fresh, JSON.stringify(this.#stored, null, 2));
      renameSync(fresh, this.#path);
    } catch {
      // It holds for this time at least.
    }
  }

  #read(): Stored {
    try {
      return Stored.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return Stored.parse({});
    }
  }
}
