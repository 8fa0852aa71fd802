import type { Client } from '../../client/client.ts';
import { errorMessage } from '../../words/errors.ts';

/** What was dropped on the window, as far as a page is told. */
export interface Dropped {
  file: File;
  isFolder: boolean;
}

/** @returns what was dropped, read at once: after the event it is gone. */
export function readDropped(transfer: DataTransfer | null): Dropped[] {
  return [...(transfer?.items ?? [])].flatMap((item) => {
    const file = item.getAsFile();
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }];
  });
}

/**
 * @param take called with the path of each folder that was dropped, one after the other.
 * @param instead what to do where a browser hides the path, as a sentence.
 * @returns a sentence for the person where not all of it could be taken, else null.
 */
export async function takeDropped(
  client: Client,
  dropped: readonly Dropped[],
  take: (path: string) => Promise<unknown>,
  instead: string,
): Promise<string | null> {
  const folders = dropped.filter(({ isFolder }) => isFolder);
  if (folders.length === 0) return 'Drop folders here: Twinlens looks at whole folders, not at single photos.';
  for (const { file } of folders) {
    const path = client.pathOf(file);
    if (path === null) return `A browser does not say where “${file.name}” is. ${instead}`;
    try {
      await take(path);
    } catch (error) {
      return errorMessage(error);
    }
  }
  return null;
}
