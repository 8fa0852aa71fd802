import { errorCode, errorMessage, PersonError } from '../../errors.ts';

const sentences: Record<string, string> = {
  ENOSPC: 'the drive is full',
  EDQUOT: 'your share of the drive is used up',
  EROFS: 'the drive can only be read',
  EACCES: 'you have no permission to move it, or to write to the folder where it should go',
  EPERM: 'you have no permission to move it, or to write to the folder where it should go',
  EBUSY: 'it is in use by another program',
  ETXTBSY: 'it is in use by another program',
  EIO: 'the drive reports an error',
  ENOENT: 'its folder, or the folder where it should go, has vanished',
  ENOTDIR: 'a file stands where a folder should be made',
  EEXIST: 'another file has the name that it should get',
  ENAMETOOLONG: 'its name would be too long there',
  EINVAL: 'its name is not allowed there',
  EXDEV: 'it lies on another drive, to which no hard link can lead: use copies',
  EMLINK: 'it has too many hard links',
  EMFILE: 'too many files are open',
};

/** Why a file was not moved, for a person; completes "The file … ". */
export function moveReason(error: unknown): string {
  if (error instanceof PersonError) return error.message;
  const code = errorCode(error);
  return `was left where it is: ${(code === undefined ? undefined : sentences[code]) ?? errorMessage(error)}`;
}

/** Whether every further file of the drive would fail in the same way. */
export function failsForDrive(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS'].includes(errorCode(error) ?? '');
}

/** Whether the journal itself failed: what cannot be noted down must not be done. */
export function isJournalFailure(error: unknown): boolean {
  return errorCode(error) === 'ERR_SQLITE_ERROR';
}
