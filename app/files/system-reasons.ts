import { errorCode, errorMessage } from '../errors.ts';

const sentences: Record<string, string> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EISDIR: 'is a folder',
  EACCES: 'may not be read: you have no permission',
  EPERM: 'may not be read: you have no permission',
  EBUSY: 'is in use by another program',
  EIO: 'cannot be read: the drive reports an error',
  ELOOP: 'is a link loop',
  ENAMETOOLONG: 'has a name that is too long for this system',
  EMFILE: 'cannot be opened: too many files are open',
};

/** What a person should read when the system refuses a file or folder; completes "The file … ". */
export function systemReason(error: unknown): string {
  const code = errorCode(error);
  return (code === undefined ? undefined : sentences[code]) ?? `cannot be read: ${errorMessage(error)}`;
}
