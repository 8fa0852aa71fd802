/**
 * What a person said, in a small file beside the database: it is written a moment after each change, and outlives the
 * database. A new one takes it over. It is an export of judgements as well, with keepers, rules and folders beside them.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, PersonError } from '../../errors.ts';
import { transaction, type Database } from '../database.ts';
import { readJudgements, writeJudgements } from '../judgements-file.ts';
import type { Keepers } from '../chosen-keepers.ts';
import type { Marks } from '../decisions/marks.ts';
import type { Reviews } from '../decisions/reviews.ts';
import type { Folders } from '../folders.ts';
import type { Judgements } from '../judgements.ts';
import type { Settings } from '../settings.ts';

export const backupName = 'backup.json';

/** Changes come in bursts, and are written together. */
const soon = 500; // ms

/** Whose change is one of what a person said. */
const tables = ['judgement', 'chosen_keeper', 'setting', 'folder', 'mark', 'review'];

const Rest = z.object({
  /** The last choice first. */
  keepers: z.array(z.object({ sha256: z.string(), path: z.string() })),
  threshold: z.number().nullable(),
  rules: z.record(z.string(), z.unknown()).nullable(),
  folders: z.array(z.string()),
  /** Backups of earlier versions have none of these. */
  marks: z.array(z.object({ path: z.string(), sha256: z.string() })).default([]),
  reviews: z.array(z.object({ contents: z.array(z.string()), review: z.enum(['reviewed', 'skipped']) })).default([]),
  passedFolderPairs: z.array(z.tuple([z.string(), z.string()])).default([]),
});

export interface Said {
  judgements: Judgements;
  keepers: Keepers;
  settings: Settings;
  folders: Folders;
  marks: Marks;
  reviews: Reviews;
}

export class Backup {
  readonly #file: string;
  readonly #database: Database;
  readonly #store: Said;
  #timer: NodeJS.Timeout | undefined;
  #isWritten = true;
  #lastText = '';
  #writing: Promise<void> = Promise.resolve();

  /** Writes from now on what changes. */
  constructor(directory: string, database: Database, store: Said) {
    this.#file = join(directory, backupName);
    this.#database = database;
    this.#store = store;
    // The database knows best what was changed, whichever way it was.
    database.function('said_something', () => this.#note());
    for (const table of tables)
      for (const event of ['insert', 'update', 'delete'])
        database.exec(
          `create temp trigger said_${table}_${event} after ${event} on main.${table} begin select said_something(); end`,
        );
  }

  /**
   * Takes over what an earlier database of this library held, if this one holds nothing of the kind. A file that
   * cannot be read is put aside under another name: it is never written over.
   * @returns what was taken over, as a sentence; null for nothing.
   */
  async restore(): Promise<string | null> {
    const { judgements, keepers, settings, folders, marks, reviews } = this.#store;
    const isNew =
      judgements.all().length === 0 &&
      keepers.all().length === 0 &&
      folders.all().length === 0 &&
      marks.all().length === 0 &&
      reviews.all().length === 0 &&
      settings.rules() === undefined &&
      settings.threshold() === undefined;
    if (!isNew) {
      // A library from before there were backups gets its first one.
      if ((await this.#read()) === null) this.#note();
      return null;
    }
    const text = await this.#read();
    if (text === null) return null;
    let said;
    try {
      said = { judgements: readJudgements(text), ...Rest.parse(JSON.parse(text)) };
    } catch (error) {
      if (!(error instanceof PersonError || error instanceof z.ZodError)) throw error;
      await rename(this.#file, `${this.#file}.unreadable-${Date.now()}`);
      return null;
    }
    transaction(this.#database, () => {
      for (const { sha256, path } of said.keepers.toReversed()) keepers.choose(sha256, path);
      for (const path of said.folders) folders.add(path);
      marks.add(said.marks);
      for (const { contents, review } of said.reviews) reviews.set(contents, review);
      if (said.threshold !== null) settings.setThreshold(said.threshold);
      if (said.rules !== null) settings.setRules(said.rules);
      settings.setPassedFolderPairs(said.passedFolderPairs);
    });
    judgements.merge(said.judgements);
    const counts = `${said.judgements.length} answers, ${said.keepers.length} chosen keepers and ${said.folders.length} folders`;
    return `The library is new. What you said before was taken over from ${this.#file}: ${counts}, and your rules.`;
  }

  /** Writes what is not written yet. Nothing is noted any more from then on. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    if (!this.#isWritten) await this.#write();
  }

  #note(): null {
    this.#isWritten = false;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
    }, soon);
    return null;
  }

  async #write(): Promise<void> {
    this.#isWritten = true;
    const text = this.#text();
    if (text === this.#lastText) return;
    const temporary = `${this.#file}.new`;
    try {
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#file);
      this.#lastText = text;
    } catch {
      // A full drive, or one that can only be read: the next change, or the end, tries again. The database has it all.
      this.#isWritten = false;
    }
  }

  #text(): string {
    const { judgements, keepers, settings, folders, marks, reviews } = this.#store;
    const rest: z.input<typeof Rest> = {
      keepers: keepers.all(),
      threshold: settings.threshold() ?? null,
      rules: (settings.rules() as Record<string, unknown> | undefined) ?? null,
      folders: folders.all().map(({ path }) => path),
      marks: marks.all(),
      reviews: reviews.all(),
      passedFolderPairs: settings.passedFolderPairs(),
    };
    const lines = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
    return writeJudgements(judgements.all()).replace('{\n', () => `{\n${lines.join('')}`);
  }

  async #read(): Promise<string | null> {
    try {
      return await readFile(this.#file, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}
