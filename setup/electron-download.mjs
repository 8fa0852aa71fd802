/**
 * Downloads Electron's program into the cache of `@electron/get`, where its own install script takes it from, and says how
 * far it is. A slow line may take its time; one on which nothing comes for a minute is given up, with exit code 3.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.mjs';

const stalledAfter = 60_000;
const stalled = 3;

const from = createRequire(join(root, 'node_modules', 'electron', 'package.json'));
const { downloadArtifact } = await import(from.resolve('@electron/get'));
const { version } = from('./package.json');

let watch;
const alive = () => {
  clearTimeout(watch);
  watch = setTimeout(() => process.exit(stalled), stalledAfter);
};

let said = '';
function tell({ transferred, total }) {
  alive();
  const words = total === null ? `${Math.round(transferred / 1e6)} MB` : `${Math.floor((100 * transferred) / total)} %`;
  if (words === said) return;
  said = words;
  // A terminal sees one line that grows; a file would hold a hundred of them.
  if (process.stderr.isTTY) process.stderr.write(`\rElectron: ${words}   `);
}

alive();
try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    cacheRoot: process.env.electron_config_cache,
    checksums: from('./checksums.json'),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: { quiet: true, getProgressCallback: (progress) => Promise.resolve(tell(progress)) },
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  clearTimeout(watch);
  if (process.stderr.isTTY && said !== '') process.stderr.write('\n');
}
