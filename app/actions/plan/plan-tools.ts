import { companionsOf } from '../../files/companion-names.ts';
import type { Store } from '../../store/store.ts';
import { lookAt, type Disk } from '../disk/disk.ts';
import type { KnownPhoto } from './plan.ts';

/** What a plan asks of the library and of the disk as it is now. */
export interface PlanTools {
  /** A photo as the last scan saw it; undefined when the library does not hold it. */
  known: (path: string) => KnownPhoto | undefined;
  /** The files that belong to a photo and go where it goes, as they lie on the disk now. */
  companionsOf: (path: string) => Promise<string[]>;
  /** Bytes of a file that the library does not hold. */
  sizeOf: (path: string) => Promise<number>;
}

export function planTools({ photos }: Store, disk: Disk): PlanTools {
  return {
    known: (path) => {
      const [file, content] = [photos.file(path), photos.contentAt(path)];
      if (file === undefined || content === undefined) return undefined;
      return { path, sha256: content.sha256, bytes: file.size, modified: file.modified };
    },
    companionsOf,
    sizeOf: async (path) => Number((await lookAt(disk, path))?.size ?? 0),
  };
}
