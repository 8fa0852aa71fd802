import { basename, dirname, extname, join } from 'node:path';

/**
 * Where a new version of a file is written, beside the file itself so that it can be renamed into its place. Hidden, so
 * that no scan takes it for a photo; and known beforehand, so that a journal can name it.
 */
export function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path, extname(path))}.twinlens${extname(path)}`);
}
