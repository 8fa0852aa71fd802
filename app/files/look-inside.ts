/** Looks at the first bytes of files whose names do not speak of a picture. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../errors.ts';
import { isPhotoName } from './formats.ts';
import { isFilm, pictureFormat, signatureBytes } from './picture-signatures.ts';
import { systemReason } from './system-reasons.ts';

/** Why a file that was looked into is no photo; completes "The file … ". */
export const passedOverReasons = {
  empty: 'is empty',
  film: 'is a video',
  other: 'is no photo, by what is in it',
} as const;

/** A pipe in a file's place must not make its reader wait for a writer. Windows has no such flag, nor such pipes. */
const withoutWaiting = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** @returns null for a picture, else why it is passed over. */
export async function lookInside(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(path, withoutWaiting);
    const { buffer, bytesRead } = await file.read(new Uint8Array(signatureBytes), 0, signatureBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    if (pictureFormat(head) !== null) return null;
    return bytesRead === 0 ? passedOverReasons.empty : isFilm(head) ? passedOverReasons.film : passedOverReasons.other;
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? passedOverReasons.other : systemReason(error);
  } finally {
    await file?.close();
  }
}

/** Which of these files of a folder are pictures, though their names do not say so. */
export async function picturesAmong(folder: string, names: readonly string[]): Promise<Set<string>> {
  const pictures = new Set<string>();
  for (const name of names)
    if (!isPhotoName(name) && (await lookInside(join(folder, name))) === null) pictures.add(name);
  return pictures;
}
