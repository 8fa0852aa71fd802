/** How photos are read: side by side where the system says that no disk turns, otherwise as measuring the drive tells. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Reading } from '../decoding/decoders.ts';
import { systemVolumes } from '../files/volumes/system-volumes.ts';
import { measuredReading } from './measured-reading.ts';

const sideBySide: Reading = (read) => read();

/**
 * @returns how the file at a path is read.
 * @param volumeFor tells of the volume on which a folder lies.
 * @param measured how a drive is read of which nothing sure is known.
 */
export function readingOrder(
  volumeFor = systemVolumes.volumeOf,
  measured = () => measuredReading(),
): (path: string) => Promise<Reading> {
  const drives = new Map<string, Reading>();
  const devices = new Map<string, Promise<Reading>>();
  const folders = new Map<string, Promise<Reading>>();
  const ofDevice = async (device: string, folder: string): Promise<Reading> => {
    const volume = await volumeFor(folder);
    // The other word is not to be trusted: many a case for an SSD calls it a hard disk.
    if (volume?.isRotational === false) return sideBySide;
    const name = volume?.id ?? device;
    const reading = drives.get(name) ?? measured();
    drives.set(name, reading);
    return reading;
  };
  const ofFolder = async (folder: string): Promise<Reading> => {
    // A system is asked once about a drive: some start a program for an answer, and folders are many.
    const device = await deviceOf(folder);
    const known = devices.get(device) ?? ofDevice(device, folder);
    devices.set(device, known);
    return known;
  };
  return (path) => {
    const folder = dirname(path);
    const known = folders.get(folder) ?? ofFolder(folder);
    folders.set(folder, known);
    return known;
  };
}

/** The number of the device on which a folder lies, as the system counts them now. */
async function deviceOf(folder: string): Promise<string> {
  return stat(folder, { bigint: true }).then(
    ({ dev }) => String(dev),
    () => '',
  );
}
