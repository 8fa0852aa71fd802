/** What the commands of the command line have in common. */
import { resolve } from 'node:path';
import { PersonError } from '../../app/errors.ts';
import { openLibrary, type Library } from '../../app/library.ts';
import { libraryExists } from '../../app/store/database.ts';

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

export function print(options: CommonOptions, result: object, words: string): void {
  process.stdout.write(`${options.json === true ? JSON.stringify(result) : words}\n`);
}
