import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface CommandLine {
  library: string | undefined;
  /** Folders to add, as absolute paths. */
  folders: string[];
  /** True where the app was started with the system, to watch: no window is opened. */
  hidden: boolean;
}

/** Reads Twinlens' own part of a command line in which Chromium's switches and, in development, the app's folder stand too. */
export function readCommandLine(argv: readonly string[], packaged: boolean, from: string): CommandLine {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: { library: { type: 'string' }, hidden: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  });
  const { library, hidden } = values;
  return {
    library: typeof library === 'string' ? resolve(from, library) : undefined,
    folders: positionals.slice(packaged ? 0 : 1).map((folder) => resolve(from, folder)),
    hidden: hidden === true,
  };
}
