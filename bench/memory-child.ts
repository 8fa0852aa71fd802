import { existsSync, readFileSync } from 'node:fs';
import { openLibrary } from '../app/library.ts';

const [folder = '', directory = ''] = process.argv.slice(2);
const library = await openLibrary({ directory });
const { job } = await library.call('scan', { folders: [folder] });
await library.finished(job);
await library.close();
process.stdout.write(String(Math.round(peakKilobytes() / 1024)));

/** Linux hands a parent's peak on to its children in `maxRSS`; the high-water mark in /proc is the process's own. */
function peakKilobytes(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return own === undefined ? process.resourceUsage().maxRSS : Number(own);
}
