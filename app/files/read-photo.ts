/** Reads a file once: the same bytes are hashed, decoded and shown. A video is hashed, and its bytes are not kept. */
import { createHash, hash, webcrypto } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { errorCode, PersonError } from '../errors.ts';
import { readHead } from './look-inside.ts';
import { videoFormat } from './picture-signatures.ts';
import { systemReason } from './system-reasons.ts';

export interface ReadFile {
  path: string;
  /** SHA-256 of the bytes, 64 hexadecimal digits: the photo's identity. */
  sha256: string;
  /** How many bytes there are. */
  size: number;
  /** Null of a video. */
  bytes: Uint8Array<ArrayBuffer> | null;
  /** Of a video, its container's usual extension; null for anything else. */
  video: string | null;
}

/** Larger files are no photos, and a buffer must hold the whole file. */
const largestFile = 1024 ** 3;
/** From this size on a file is looked into first: a video of that size is not taken into memory. */
const maybeVideo = 64 * 1024 ** 2;
/** Below this many bytes hashing at once is faster than a trip to the thread pool. */
const hashAtOnce = 64 * 1024;

/**
 * @returns null when the file is gone.
 * @throws PersonError whose message completes "The file … ", when it cannot be read, is empty or larger than 1 GiB and no video.
 */
export async function readPhoto(path: string): Promise<ReadFile | null> {
  try {
    return await readWhole(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error instanceof PersonError ? error : new PersonError(systemReason(error), { cause: error });
  }
}

async function readWhole(path: string): Promise<ReadFile> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size >= maybeVideo) {
      const video = videoFormat(await readHead(handle));
      if (video !== null)
        return { path, bytes: null, video, ...(await hashStream(handle.createReadStream({ start: 0 }))) };
    }
    if (size > largestFile) throw new PersonError('is larger than 1 GiB');
    const bytes = await readFile(handle);
    if (bytes.length === 0) throw new PersonError('is empty');
    const video = videoFormat(bytes);
    return { path, sha256: await sha256(bytes), size: bytes.length, bytes: video === null ? bytes : null, video };
  } finally {
    await handle.close();
  }
}

async function hashStream(chunks: AsyncIterable<Buffer>): Promise<{ sha256: string; size: number }> {
  const digest = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    digest.update(chunk);
    size += chunk.length;
  }
  return { sha256: digest.digest('hex'), size };
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes.length <= hashAtOnce) return hash('sha256', bytes);
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
