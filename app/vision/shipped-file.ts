import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PersonError } from '../errors.ts';

/**
 * A file that ships with Twinlens and is named by a manifest beside it.
 * @throws PersonError when it is not the one that the manifest names; Error when it is missing.
 */
export function shippedFile(folder: string, { file, sha256 }: { file: string; sha256: string }): Uint8Array {
  const path = join(folder, file);
  const bytes = readFileSync(path);
  if (hash('sha256', bytes) !== sha256)
    throw new PersonError(
      `The file ${path} is damaged: its content is not what its manifest says. Install Twinlens again.`,
    );
  return bytes;
}
