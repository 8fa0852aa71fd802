/** A disk and a journal that end at a given step, as a process does that is killed: nothing is done from then on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import type { Store } from '../../../app/store/store.ts';

const changing = ['rename', 'link', 'unlink', 'symlink', 'copyFile', 'mkdir', 'rmdir', 'chmod', 'open'];

export interface Mortal {
  disk: Disk;
  store: Store;
  isDead: () => boolean;
}

/** A step is a change to the disk, or a line in the journal. @param lastStep the steps that are still done; a copy that is cut off is half written. */
export function mortal(store: Store, disk: Disk, lastStep: number, end: () => never): Mortal {
  let steps = 0;
  const step = (last: () => void = () => undefined) => {
    if (steps === lastStep) last();
    if (steps++ >= lastStep) end();
  };
  const dyingDisk = new Proxy(disk, {
    get:
      (target, name: keyof Disk) =>
      // Async, as the real one: it rejects and does not throw.
      // eslint-disable-next-line @typescript-eslint/require-await
      async (...given: unknown[]) => {
        if (steps > lastStep) end();
        if (changing.includes(name))
          step(() => {
            if (name === 'copyFile') halfCopy(given[0] as string, given[1] as string);
          });
        return (target[name] as (...given: unknown[]) => unknown)(...given);
      },
  });
  const dyingJournal = <Room extends object>(room: Room): Room =>
    new Proxy(room, {
      get: (target, name) => {
        const method = target[name as keyof Room] as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          if (['begin', 'save', 'addMade', 'skipPlanned', 'setState', 'removeFiles'].includes(String(name))) step();
          return method.apply(target, given);
        };
      },
    });
  const dyingStore = { ...store, operations: dyingJournal(store.operations), photos: dyingJournal(store.photos) };
  return { disk: dyingDisk, store: dyingStore, isDead: () => steps > lastStep };
}

function halfCopy(from: string, to: string): void {
  const bytes = readFileSync(from);
  writeFileSync(to, bytes.subarray(0, Math.floor(bytes.length / 2)), { flag: 'wx' });
}

export function killed(): never {
  throw new Error('Killed.');
}

/** A disk on which a folder is a volume of its own. */
export function withVolume(volume: string, disk: Disk = systemDisk): Disk {
  const isThere = (path: string) => !relative(volume, path).startsWith('..');
  const between = (from: string, to: string) => {
    if (isThere(from) !== isThere(to)) throw Object.assign(new Error('EXDEV: cross-device link'), { code: 'EXDEV' });
  };
  return {
    ...disk,
    rename: async (from, to) => {
      between(String(from), String(to));
      await disk.rename(from, to);
    },
    link: async (from, to) => {
      between(String(from), String(to));
      await disk.link(from, to);
    },
  };
}

/** A disk without hard links, as FAT and many network drives are. */
export function withoutHardLinks(disk: Disk = systemDisk): Disk {
  return { ...disk, link: () => Promise.reject(Object.assign(new Error('EPERM: no links'), { code: 'EPERM' })) };
}
