/** The shipped encoder's manifest: how to feed it, what it gives, and which vectors are its own. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PersonError } from '../../errors.ts';

const Manifest = z.object({
  file: z.string(),
  sha256: z.string(),
  /** Vectors of different versions are never compared. */
  version: z.string(),
  input: z.object({ name: z.string(), size: z.int().positive() }),
  output: z.object({ name: z.string(), dimensions: z.int().positive() }),
  /** The L2 distance up to which photos are grouped unless a person says otherwise. */
  threshold: z.number(),
});

export interface Model extends z.infer<typeof Manifest> {
  bytes: Uint8Array;
}

/**
 * @param manifest path of the manifest; the model lies beside it.
 * @throws PersonError when the model is missing or is not the one that the manifest names.
 */
export function loadModel(manifest: string): Model {
  const described = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const file = join(dirname(manifest), described.file);
  const bytes = readFileSync(file);
  if (hash('sha256', bytes) !== described.sha256)
    throw new PersonError(
      `The encoder ${file} is damaged: its content is not what its manifest says. Install Twinlens again.`,
    );
  return { ...described, bytes };
}
