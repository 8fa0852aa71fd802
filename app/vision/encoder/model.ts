/** The shipped encoder's manifest: how to feed it, what it gives, and which vectors are its own. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { shippedFile } from '../shipped-file.ts';

const Manifest = z.object({
  file: z.string(),
  sha256: z.string(),
  /** Vectors of different versions are never compared. */
  version: z.string(),
  input: z.object({ name: z.string(), size: z.int().positive() }),
  output: z.object({ name: z.string(), dimensions: z.int().positive() }),
  /** What vectors are held against (app/vision/encoder/background.ts). */
  background: z.object({ file: z.string(), sha256: z.string() }),
  /** The L2 distance up to which photos are grouped unless a person says otherwise. */
  threshold: z.number(),
});

export interface Model extends Omit<z.infer<typeof Manifest>, 'background'> {
  bytes: Uint8Array;
  /** The background's model; null for an encoder that has none. */
  background: Uint8Array | null;
}

/**
 * @param manifest path of the manifest; the model lies beside it.
 * @throws PersonError when the model is missing or is not the one that the manifest names.
 */
export function loadModel(manifest: string): Model {
  const described = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const folder = dirname(manifest);
  return { ...described, bytes: shippedFile(folder, described), background: shippedFile(folder, described.background) };
}
