import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** True when a built file is missing or older than anything among its sources (files and folders). */
export function isStale(built, sources) {
  const time = modified(built);
  return time === null || sources.some((source) => newest(source) > time);
}

/** A folder's own time counts too: it changes when a file in it is removed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return -Infinity;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
