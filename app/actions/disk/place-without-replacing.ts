/** Gives a file of ours, under a name that nobody else uses, the name that it shall have. Never replaces anything. */
import { errorCode } from '../../errors.ts';
import { isSameFile, lookAt, type Disk } from './disk.ts';

/** What file systems without hard links (FAT, exFAT, many network drives) answer to `link`. */
export const withoutLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EISDIR',
  'UNKNOWN',
]);

/**
 * Both names lie on one volume. `rename` would silently replace what came to stand at `to` in the meantime; `link`
 * never does. Cut off in between, the file has both names, and calling this again ends it.
 * @throws the system's error `EEXIST` when `to` is another file's.
 */
export async function place(disk: Disk, ours: string, to: string): Promise<void> {
  try {
    await disk.link(ours, to);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      const [own, there] = [await lookAt(disk, ours), await lookAt(disk, to)];
      if (own === null || there === null || !isSameFile(own, there)) throw error;
    } else if (withoutLinks.has(errorCode(error) ?? '')) {
      // The name is taken by an empty file that only we can have made, and that one is replaced.
      await (await disk.open(to, 'wx')).close();
      await disk.rename(ours, to);
      return;
    } else throw error;
  }
  await disk.unlink(ours);
}
