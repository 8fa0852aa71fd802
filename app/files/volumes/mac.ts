/** Volumes as macOS tells of them: what is mounted by mount(8), a disk's UUID and kind by diskutil(8). */
import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { covering, isFolder, lies, type Volumes } from './volume.ts';

interface Mount {
  source: string;
  point: string;
  type: string;
}

const networkTypes = /^(smbfs|nfs|afpfs|webdav|cifs|ftp|macfuse|osxfuse)$/;
/** `/dev/disk4s1 on /Volumes/My disk (apfs, local, nodev, journaled)`. */
const mountLine = /^(.+?) on (.+) \(([^,()]+)[^()]*\)$/;

/** @param run runs a program and gives what it prints. */
export function macVolumes(run = output): Volumes {
  const mountsOf = async (): Promise<Mount[]> =>
    (await run('/sbin/mount', []).catch(() => '')).split('\n').flatMap((line) => {
      const [, source, point, type] = mountLine.exec(line) ?? [];
      return source === undefined || point === undefined || type === undefined ? [] : [{ source, point, type }];
    });
  const diskOf = async ({ source, type }: Mount) => {
    if (networkTypes.test(type)) return { id: `${type} ${source}`, isNetwork: true, isRotational: false };
    const about = await run('/usr/sbin/diskutil', ['info', '-plist', source]).catch(() => '');
    const id = /<key>VolumeUUID<\/key>\s*<string>([^<]+)<\/string>/.exec(about)?.[1] ?? null;
    const isSolid = /<key>SolidState<\/key>\s*<(true|false)\/>/.exec(about)?.[1];
    return { id, isNetwork: false, isRotational: isSolid === undefined ? null : isSolid === 'false' };
  };
  return {
    volumeOf: async (folder) => {
      const real = await realpath(folder).catch(() => null);
      const mount = real === null ? undefined : covering(await mountsOf(), real);
      if (real === null || mount === undefined) return null;
      return { ...(await diskOf(mount)), place: join('/', relative(mount.point, real)) };
    },
    placesOf: async (id, place) => {
      const places = [];
      for (const mount of await mountsOf()) {
        const path = join(mount.point, place);
        if (lies(path, mount.point) && (await isFolder(path)) && (await diskOf(mount)).id === id) places.push(path);
      }
      return places;
    },
  };
}

async function output(program: string, commandLine: string[]): Promise<string> {
  return (await promisify(execFile)(program, commandLine)).stdout;
}
