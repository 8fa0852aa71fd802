/** Looks at the first bytes of files whose names do not speak of a picture. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../errors.ts';
import { isPhotoName } from './formats.ts';
import { pictureFormat, signatureBytes, videoFormat } from './picture-signatures.ts';
import { systemReason } from './system-reasons.ts';

/** Why a file that was looked into is no photo; completes "The file … ". */
export const passedOverReasons = {
  empty: 'is empty',
  video: 'is a video',
  other: 'is no photo, by what is in it',
} as const;

/** A pipe in a file's place must not make its reader wait for a writer. Windows has no such flag, nor such pipes. */
const withoutWaiting = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** @returns null for a picture, else why it is passed over. */
export async function lookInside(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(path, withoutWaiting);
    const head = await readHead(file);
    if (pictureFormat(head) !== null) return null;
    if (head.length === 0) return passedOverReasons.empty;
    return videoFormat(head) === null ? passedOverReasons.other : passedOverReasons.video;
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? passedOverReasons.other : systemReason(error);
  } finally {
    await file?.close();
  }
}

/** The first `signatureBytes` of a file, or all of a shorter one. */
export async function readHead(file: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(signatureBytes), 0, signatureBytes, 0);
  return buffer.subarray(0, bytesRead);
}

/** Which of these files of a folder are pictures, though their names do not say so. */
export async function picturesAmong(folder: string, names: readonly string[]): Promise<Set<string>> {
  const pictures = new Set<string>();
  for (const name of names)
    if (!isPhotoName(name) && (await lookInside(join(folder, name))) === null) pictures.add(name);
  return pictures;
}
