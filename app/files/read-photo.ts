/** Reads a photo once: the same bytes are hashed, decoded and shown. */
import { hash, webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { errorCode, PersonError } from '../errors.ts';
import { systemReason } from './system-reasons.ts';

export interface PhotoBytes {
  bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, 64 hexadecimal digits: the photo's identity. */
  sha256: string;
}

/** Larger files are no photos, and a buffer must hold the whole file. */
const largestFile = 1024 ** 3;
/** Below this many bytes hashing at once is faster than a trip to the thread pool. */
const hashAtOnce = 64 * 1024;

/**
 * @returns null when the file is gone.
 * @throws PersonError whose message completes "The file … ", when it cannot be read, is empty or larger than 1 GiB.
 */
export async function readPhoto(path: string): Promise<PhotoBytes | null> {
  let bytes;
  try {
    const { size } = await stat(path);
    if (size > largestFile) throw new PersonError('is larger than 1 GiB');
    bytes = await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error instanceof PersonError ? error : new PersonError(systemReason(error), { cause: error });
  }
  if (bytes.length === 0) throw new PersonError('is empty');
  return { bytes, sha256: await sha256(bytes) };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes.length <= hashAtOnce) return hash('sha256', bytes);
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
