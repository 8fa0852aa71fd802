/** Volumes as Linux tells of them (mountinfo(5), the links of udev, the kernel's word on its disks). */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { covering, isFolder, lies, type Volume, type Volumes } from './volume.ts';

/** Where the system tells of its volumes. */
export interface VolumeSources {
  mountinfo: string;
  /** Links named for the UUID of a file system, each to its device. */
  byUuid: string;
  /** Folders named for the numbers of block devices. */
  blockDevices: string;
}

const linuxSources: VolumeSources = {
  mountinfo: '/proc/self/mountinfo',
  byUuid: '/dev/disk/by-uuid',
  blockDevices: '/sys/dev/block',
};

interface Mount {
  /** `major:minor` of its device. */
  device: string;
  /** The folder of the file system that is mounted, `/` for all of it. */
  root: string;
  point: string;
  type: string;
  source: string;
}

/** File systems that other computers, or programs, change without this system's knowing. */
const networkTypes =
  /^(nfs4?|cifs|smb3?|smbfs|9p|afs|ceph|glusterfs|davfs|ncpfs|vboxsf|prl_fs|virtiofs|fuse\..*|fuse)$/;
/** Disks of this computer that only happen to be read by a program. */
const localFuse = /^fuse\.(ntfs.*|exfat.*|fuseblk|lowntfs.*)$/;

export function linuxVolumes(sources = linuxSources): Volumes {
  return {
    volumeOf: (folder) => volumeOf(folder, sources),
    placesOf: (id, place) => placesOf(id, place, sources),
  };
}

async function volumeOf(folder: string, sources: VolumeSources): Promise<Volume | null> {
  const mounts = await mountsOf(sources);
  const real = await realpath(folder).catch(() => null);
  if (mounts === null || real === null) return null;
  const mount = covering(mounts, real);
  if (mount === undefined) return null;
  const isNetwork = networkTypes.test(mount.type) && !localFuse.test(mount.type);
  return {
    id: await idOf(mount, isNetwork, sources),
    place: join(mount.root, relative(mount.point, real)),
    isNetwork,
    isRotational: isNetwork ? false : await isRotational(mount, sources),
  };
}

async function placesOf(id: string, place: string, sources: VolumeSources): Promise<string[]> {
  const places = new Set<string>();
  for (const mount of (await mountsOf(sources)) ?? []) {
    if (!lies(place, mount.root)) continue;
    const isNetwork = networkTypes.test(mount.type);
    if ((await idOf(mount, isNetwork, sources)) !== id) continue;
    const path = join(mount.point, relative(mount.root, place));
    if (await isFolder(path)) places.add(path);
  }
  return [...places];
}

async function mountsOf({ mountinfo }: VolumeSources): Promise<Mount[] | null> {
  const text = await readFile(mountinfo, 'utf8').catch(() => null);
  if (text === null) return null;
  return text.split('\n').flatMap((line) => {
    const [about = '', behind = ''] = line.split(' - ');
    const [, , device, root, point] = about.split(' ');
    const [type, source] = behind.split(' ');
    if (device === undefined || root === undefined || point === undefined || type === undefined || source === undefined)
      return [];
    return [{ device, root: unescaped(root), point: unescaped(point), type, source: unescaped(source) }];
  });
}

/** Spaces and the like are written as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

async function idOf({ type, source, device }: Mount, isNetwork: boolean, { byUuid }: VolumeSources) {
  if (isNetwork) return source.includes(':') || source.startsWith('//') ? `${type} ${source}` : null;
  for (const uuid of await readdir(byUuid).catch(() => [])) {
    const target = await realpath(join(byUuid, uuid)).catch(() => null);
    if (target === null) continue;
    if (target === source || (await numbersOf(target)) === device) return uuid;
  }
  return null;
}

/** `major:minor` of a device's node (makedev(3)). */
async function numbersOf(device: string): Promise<string | null> {
  const stats = await stat(device).catch(() => null);
  if (stats === null || stats.rdev === 0) return null;
  const major = ((stats.rdev >> 8) & 0xfff) | 0;
  const minor = (stats.rdev & 0xff) | ((stats.rdev >> 12) & 0xfff00);
  return `${major}:${minor}`;
}

async function isRotational({ device }: Mount, { blockDevices }: VolumeSources): Promise<boolean | null> {
  // A partition has no queue of its own: its disk has.
  for (const place of ['queue', '../queue']) {
    const folder = await realpath(join(blockDevices, device)).catch(() => null);
    const flag = folder === null ? null : await readFile(join(folder, place, 'rotational'), 'utf8').catch(() => null);
    if (flag !== null) return flag.trim() === '1';
  }
  return null;
}
