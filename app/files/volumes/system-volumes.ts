import { linuxVolumes } from './linux.ts';
import { macVolumes } from './mac.ts';
import type { Volumes } from './volume.ts';
import { windowsVolumes } from './windows.ts';

/** Volumes as this system tells of them. */
export const systemVolumes: Volumes =
  process.platform === 'win32' ? windowsVolumes() : process.platform === 'darwin' ? macVolumes() : linuxVolumes();
