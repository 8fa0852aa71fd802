import { availableParallelism } from 'node:os';
import tuning from '../tuning.json' with { type: 'json' };

/** What the engine and the programs that it starts (ExifTool, the trash) need to know of the person's computer. */
const passedOn = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'DBUS_SESSION_BUS_ADDRESS'],
  // Windows:
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'USERPROFILE', 'USERNAME'],
  ...['HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'ProgramFiles', 'PUBLIC'],
].map((name) => name.toLowerCase());

/**
 * The engine's environment, chosen and not inherited: a NODE_OPTIONS, LD_PRELOAD or VIPS_… of whoever started the app would
 * change what it does. With the tuning that `npm start` gives it too: no telemetry, as many decoding threads as cores,
 * and two arenas for glibc, which otherwise keeps freed memory apart for each thread.
 * @param compileCache the folder for compiled JavaScript, which halves the time to start.
 */
export function engineEnvironment(inherited: NodeJS.ProcessEnv, compileCache: string): NodeJS.ProcessEnv {
  const chosen = Object.entries(inherited).filter(
    ([name]) => passedOn.includes(name.toLowerCase()) || /^(LC|XDG|TWINLENS)_/.test(name),
  );
  return {
    ...Object.fromEntries(chosen),
    ...tuning,
    // Photos are decoded in libuv's threads, of which there are four unless somebody says otherwise.
    UV_THREADPOOL_SIZE: String(Math.max(4, availableParallelism())),
    NODE_COMPILE_CACHE: compileCache,
  };
}
