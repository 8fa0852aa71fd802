/** Standard output and error, as other programs read them: a reader may go away, and a drive may be full. */
import { moveReason } from '../../app/actions/disk/move-reasons.ts';
import { shownLines } from './shown.ts';

const ended = new AbortController();

/** Aborted when nobody reads standard output any more: what only writes there ends, in order and without a word. */
export const outputEnded: AbortSignal = ended.signal;

/** Begins to look after both streams; without that, the first failed write would end the program where it stands. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (ended.signal.aborted) return;
    ended.abort();
    // `groups | head`: it has seen enough.
    if (error.code === 'EPIPE') return;
    warn(
      `twinlens: What was to be printed could not be written: ${moveReason(error).replace(/^was left where it is: /, '')}.`,
    );
    process.exitCode = 1;
  });
  // Who does not read what goes wrong does not want to know.
  process.stderr.on('error', () => undefined);
}

/** Writes to standard output, and waits while its reader is slow. */
export async function write(text: string): Promise<void> {
  if (ended.signal.aborted) return;
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** Says something to the person on standard error. */
export function warn(text: string): void {
  process.stderr.write(`${shownLines(text)}\n`);
}
