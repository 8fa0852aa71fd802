import { InvalidArgumentError, type Command } from 'commander';
import { errorMessage, PersonError } from '../app/errors.ts';

/** Runs a benchmark by its command line; what a person can mend is told in one sentence. */
export async function runBench(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exitCode = 1;
  }
}

/** A number of things on a command line. @throws InvalidArgumentError for anything else. */
export function count(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Give a whole number.');
}
