/** What the commands of the command line have in common. */
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { PersonError } from '../../app/errors.ts';
import { openLibrary, type Library } from '../../app/library.ts';
import { libraryExists } from '../../app/store/database.ts';
import { write } from './output.ts';
import { shownLines } from './shown.ts';

export interface CommonOptions {
  library: string;
  json?: boolean;
}

export async function withLibrary(
  options: CommonOptions,
  writes: boolean,
  use: (library: Library) => Promise<void>,
): Promise<void> {
  const library = await openLibrary({ directory: options.library, writes });
  try {
    await use(library);
  } finally {
    await library.close();
  }
}

/** @throws PersonError when there is no library yet. */
export function requireLibrary({ library }: CommonOptions): void {
  if (!libraryExists(resolve(library)))
    throw new PersonError(`There is no library in ${library} yet. Make one with: scan FOLDER --library ${library}`);
}

/** @param words for a person, made of `shown` values: line breaks in it are meant. */
export async function print(options: CommonOptions, result: object, words: string): Promise<void> {
  await write(`${options.json === true ? JSON.stringify(result) : shownLines(words)}\n`);
}

/** A path that was given: an empty one, as an unset variable leaves it, would mean the current folder. */
export function namedPath(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty: give a path.');
  return value;
}

/** The same for several. */
export function namedPaths(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), namedPath(value)];
}
