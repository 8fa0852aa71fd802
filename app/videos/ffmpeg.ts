/**
 * The ffmpeg that the person has: it reads videos, and Twinlens brings none of its own. It runs in a process of its own,
 * reads that one file and nothing else, and only as a video: some of its formats are lists of other files and addresses.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Ffmpeg {
  /** Paths of the two programs. */
  ffmpeg: string;
  ffprobe: string;
}

/** Programs that are started from a desktop are not always told where a person installs things. */
const usualPlaces = process.platform === 'win32' ? [] : ['/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin'];
const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * @param path folders in which programs lie, as the system's PATH lists them.
 * @param others looked into after those.
 * @returns null where one of the two programs is missing.
 */
export function findFfmpeg(path = process.env.PATH ?? '', others: readonly string[] = usualPlaces): Ffmpeg | null {
  // An empty entry stands for the folder that a program was started in: nothing is run from there.
  for (const folder of [...path.split(delimiter), ...others]) {
    const [ffmpeg, ffprobe] = ['ffmpeg', 'ffprobe'].map((name) => join(folder, name + suffix));
    if (folder !== '' && ffmpeg !== undefined && ffprobe !== undefined && [ffmpeg, ffprobe].every(isProgram))
      return { ffmpeg, ffprobe };
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Options that stand before a file which is read: as a file, as a video, and silently. */
export function reading(path: string): string[] {
  return [
    ...['-v', 'error', '-protocol_whitelist', 'file'],
    ...['-format_whitelist', 'mov,mp4,matroska,webm,avi,mpeg,mpegts,flv,asf'],
    ...['-i', `file:${path}`],
  ];
}

/**
 * @param signal ends the program.
 * @returns what it wrote on its standard output; null when it failed, was ended, or wrote more than `most` bytes.
 */
export function run(program: string, options: string[], most: number, signal: AbortSignal): Promise<Buffer | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  const child = execFile(
    program,
    options,
    { encoding: 'buffer', maxBuffer: most, signal, killSignal: 'SIGKILL', windowsHide: true },
    (error, output) => resolve(error === null ? output : null),
  );
  child.stdin?.end();
  return promise;
}
