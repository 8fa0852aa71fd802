/** How photos are read: side by side, but from a hard disk one at a time, in the order in which they were listed. */
import { dirname } from 'node:path';
import pLimit from 'p-limit';
import { volumeOf } from '../files/volumes.ts';

export type Reading = <Read>(read: () => Promise<Read>) => Promise<Read>;

const sideBySide: Reading = (read) => read();

/** @returns how the file at a path is read. @param volumeFor tells of the volume on which a folder lies. */
export function readingOrder(volumeFor = volumeOf): (path: string) => Promise<Reading> {
  const disks = new Map<string, Reading>();
  const folders = new Map<string, Promise<Reading>>();
  const ofFolder = async (folder: string): Promise<Reading> => {
    const volume = await volumeFor(folder);
    if (volume?.isRotational !== true) return sideBySide;
    const name = volume.id ?? '';
    const oneAtATime = disks.get(name) ?? pLimit(1);
    disks.set(name, oneAtATime);
    return oneAtATime;
  };
  return (path) => {
    const folder = dirname(path);
    const known = folders.get(folder) ?? ofFolder(folder);
    folders.set(folder, known);
    return known;
  };
}
