/** What is known of a volume, whatever the system. */
import { stat } from 'node:fs/promises';
import { sep } from 'node:path';

export interface Volume {
  /** The same wherever and whenever it is mounted: a UUID, a serial number, or the address of a network folder; null where there is none. */
  id: string | null;
  /** The folder's path inside the volume. */
  place: string;
  /** Whether changes that others make to it are told by no event. */
  isNetwork: boolean;
  /** Whether it is a hard disk by the system's word, whose arm has to travel between files; null where it says nothing. */
  isRotational: boolean | null;
}

export interface Volumes {
  /** The volume on which a folder lies; null where nothing is known of volumes, or the folder is not there. */
  volumeOf: (folder: string) => Promise<Volume | null>;
  /** The folders at which a place of a volume can be seen now. */
  placesOf: (id: string, place: string) => Promise<string[]>;
}

/** The mount that holds a path: the last of those at the deepest point covers the others. */
export function covering<Mount extends { point: string }>(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts.findLast(
    ({ point }) =>
      lies(path, point) && !mounts.some((other) => other.point.length > point.length && lies(path, other.point)),
  );
}

export function lies(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** @param statOf a file system's own call. */
export async function isFolder(
  path: string,
  statOf: (path: string) => Promise<{ isDirectory: () => boolean }> = stat,
): Promise<boolean> {
  return statOf(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
