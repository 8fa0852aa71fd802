/** Volumes as Windows tells of them: the serial number of the drive behind a letter, and shares by their address. */
import { realpath, stat } from 'node:fs/promises';
import { win32 } from 'node:path';
import { isFolder, type Volumes } from './volume.ts';

/** The file system's calls that are needed. */
export interface Disk {
  realpath: (path: string) => Promise<string>;
  stat: (path: string) => Promise<{ dev: bigint; isDirectory: () => boolean }>;
}

const system: Disk = { realpath, stat: (path) => stat(path, { bigint: true }) };
const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

function isNetwork(root: string): boolean {
  return root.startsWith('\\\\');
}

export function windowsVolumes(disk = system): Volumes {
  // Node gives a drive's serial number as the device of what lies on it; of the long ones that newer systems tell, in some
  // versions all, in others the lower half.
  const serialOf = async (root: string) => {
    const stats = await disk.stat(root).catch(() => null);
    return stats === null || stats.dev === 0n ? null : `serial ${(stats.dev & 0xffffffffn).toString(16)}`;
  };
  return {
    volumeOf: async (folder) => {
      const real = await disk.realpath(folder).catch(() => null);
      if (real === null) return null;
      const { root } = win32.parse(real);
      const isShare = isNetwork(root);
      const id = isShare ? root.toLowerCase() : await serialOf(root);
      return {
        id,
        place: win32.join('\\', real.slice(root.length)),
        isNetwork: isShare,
        isRotational: isShare ? false : null,
      };
    },
    placesOf: async (id, place) => {
      const isShare = isNetwork(id);
      const places = [];
      for (const root of isShare ? [id] : letters.map((letter) => `${letter}:\\`)) {
        const path = win32.join(root, place);
        if ((isShare || (await serialOf(root)) === id) && (await isFolder(path, disk.stat))) places.push(path);
      }
      return places;
    },
  };
}
