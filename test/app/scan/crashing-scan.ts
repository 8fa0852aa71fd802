/**
 * A scan in which one photo crashes native code: `node crashing-scan.ts LIBRARY FOLDER crashed|ended`. Which one it is, its
 * bytes say: sharp is made to abort the process, as a fault in libvips would, when it is given them.
 */
import sharp from 'sharp';
import { openLibrary } from '../../../app/library.ts';

const [library = '', folder = '', before] = process.argv.slice(2);

interface Given {
  options: { input: { buffer?: Buffer } };
}
const prototype = sharp.prototype as unknown as Record<
  'toBuffer' | 'metadata',
  (this: Given, ...values: unknown[]) => unknown
>;
for (const name of ['toBuffer', 'metadata'] as const) {
  const real = prototype[name];
  prototype[name] = function (...values) {
    if (this.options.input.buffer?.includes('crashes native code')) process.abort();
    return real.apply(this, values);
  };
}

const opened = await openLibrary({ directory: library, afterCrash: before === 'crashed' });
const { job } = await opened.call('scan', { folders: [folder] });
const { report } = await opened.finished(job);
console.log(JSON.stringify(report));
await opened.close();
