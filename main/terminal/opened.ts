/** The options of `serve` that open it to a network, and where its password comes from. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { errorMessage, PersonError } from '../../app/errors.ts';
import type { Opened } from '../server/serve.ts';

export interface OpenedOptions {
  host?: string;
  passwordFile?: string;
  name?: string[];
}

export function addOpenedOptions(command: Command): Command {
  return command
    .option('--host <address>', 'open it to your network on this address of the computer; asks for a password')
    .option('--password-file <file>', 'where the password stands; otherwise in TWINLENS_PASSWORD')
    .option('--name <names...>', 'what your network calls this computer, such as nas.local');
}

/** @throws PersonError when it is to be opened without a password, or has what only makes sense when opened. */
export async function openedOf({ host, passwordFile, name = [] }: OpenedOptions): Promise<Opened | undefined> {
  if (host === undefined) {
    if (passwordFile === undefined && name.length === 0) return undefined;
    throw new PersonError('--password-file and --name are for a server that is opened with --host.');
  }
  const password = passwordFile === undefined ? process.env['TWINLENS_PASSWORD'] : await readPassword(passwordFile);
  if (password === undefined || password === '') {
    throw new PersonError(
      'A server that is opened with --host needs a password: write one into a file and name it with --password-file, or set TWINLENS_PASSWORD.',
    );
  }
  return { host, password, names: name };
}

async function readPassword(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new PersonError(`The password cannot be read from ${file}: ${errorMessage(error)}`);
  });
  // Editors end a file with a new line, which nobody means.
  return text.replace(/\r?\n$/, '');
}
