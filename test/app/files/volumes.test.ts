/** Volumes of the systems that this machine need not be: what they print, as it was seen there. Linux: test/app/scan/drives. */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { macVolumes } from '../../../app/files/volumes/mac.ts';
import { windowsVolumes } from '../../../app/files/volumes/windows.ts';
import { temporaryFolder } from '../../photos.ts';

const root = temporaryFolder();
const at = (...names: string[]) => join(root, ...names);

describe('on macOS', () => {
  const plist = (uuid: string, isSolid: boolean) => `<?xml version="1.0" encoding="UTF-8"?>
    <plist version="1.0"><dict>
      <key>SolidState</key>
      <${String(isSolid)}/>
      <key>VolumeName</key>
      <string>Photos (old)</string>
      <key>VolumeUUID</key>
      <string>${uuid}</string>
    </dict></plist>`;
  let mounts: string[] = [];
  const volumes = macVolumes((program, commandLine) => {
    if (program === '/sbin/mount') return Promise.resolve(mounts.join('\n'));
    const answers: Record<string, string> = {
      '/dev/disk1s1': plist('SYSTEM', true),
      '/dev/disk4s2': plist('9F2A-STICK', false),
    };
    const answer = answers[commandLine.at(-1) ?? ''];
    return answer === undefined ? Promise.reject(new Error('Could not find disk')) : Promise.resolve(answer);
  });

  test('a disk is told by its UUID wherever it is mounted, a share by its address', async () => {
    for (const name of ['Photos (old)/2019', 'Photos (old) 1/2019', 'share/deep', 'odd'])
      mkdirSync(at(name), { recursive: true });
    mounts = [
      '/dev/disk1s1 on / (apfs, sealed, local, read-only, journaled)',
      `/dev/disk4s2 on ${at('Photos (old)')} (hfs, local, nodev, nosuid, journaled, noowners)`,
      `//ada@nas.local/photos on ${at('share')} (smbfs, nodev, nosuid, mounted by ada)`,
      `/dev/disk9s9 on ${at('odd')} (exfat, local)`,
    ];
    expect(await volumes.volumeOf(at('Photos (old)', '2019'))).toEqual({
      id: '9F2A-STICK',
      place: '/2019',
      isNetwork: false,
      isRotational: true,
    });
    expect(await volumes.volumeOf(at('share', 'deep'))).toEqual({
      id: 'smbfs //ada@nas.local/photos',
      place: '/deep',
      isNetwork: true,
      isRotational: false,
    });
    expect(await volumes.volumeOf(root)).toMatchObject({
      id: 'SYSTEM',
      place: realpathSync(root),
      isRotational: false,
    });
    // diskutil knows nothing of it.
    expect(await volumes.volumeOf(at('odd'))).toMatchObject({ id: null, isRotational: null });
    expect(await volumes.volumeOf(at('gone'))).toBeNull();
    expect(await volumes.placesOf('9F2A-STICK', '/2019')).toEqual([at('Photos (old)', '2019')]);

    mounts[1] = `/dev/disk4s2 on ${at('Photos (old) 1')} (hfs, local, nodev, nosuid, journaled, noowners)`;
    expect(await volumes.placesOf('9F2A-STICK', '/2019')).toEqual([at('Photos (old) 1', '2019')]);
    expect(await volumes.placesOf('9F2A-STICK', '/2020')).toEqual([]);
  });

  test('nothing is known where neither program answers', async () => {
    const silent = macVolumes(() => Promise.reject(new Error('not there')));
    expect(await silent.volumeOf(root)).toBeNull();
    expect(await silent.placesOf('any', '/')).toEqual([]);
  });
});

describe('on Windows', () => {
  const folders: Record<string, bigint> = {};
  const volumes = windowsVolumes({
    realpath: (path) => (path in folders ? Promise.resolve(path) : Promise.reject(new Error('ENOENT'))),
    stat: (path) =>
      path in folders
        ? Promise.resolve({ dev: folders[path]!, isDirectory: () => true })
        : Promise.reject(new Error('ENOENT')),
  });

  test('a drive is told by its serial number behind whatever letter, a share by its address', async () => {
    Object.assign(folders, {
      'C:\\': 0x1111n,
      'C:\\Users\\Ada': 0x1111n,
      'E:\\': 0xa4f2c0den,
      'E:\\2019\\May': 0xa4f2c0den,
      '\\\\NAS\\photos\\': 7n,
      '\\\\NAS\\photos\\deep': 7n,
    });
    expect(await volumes.volumeOf('E:\\2019\\May')).toEqual({
      id: 'serial a4f2c0de',
      place: '\\2019\\May',
      isNetwork: false,
      isRotational: null,
    });
    expect(await volumes.volumeOf('\\\\NAS\\photos\\deep')).toEqual({
      id: '\\\\nas\\photos\\',
      place: '\\deep',
      isNetwork: true,
      isRotational: false,
    });
    expect(await volumes.volumeOf('Z:\\gone')).toBeNull();
    expect(await volumes.placesOf('serial a4f2c0de', '\\2019\\May')).toEqual(['E:\\2019\\May']);

    delete folders['E:\\'];
    delete folders['E:\\2019\\May'];
    Object.assign(folders, { 'F:\\': 0xa4f2c0den, 'F:\\2019\\May': 0xa4f2c0den });
    expect(await volumes.placesOf('serial a4f2c0de', '\\2019\\May')).toEqual(['F:\\2019\\May']);
  });
});
