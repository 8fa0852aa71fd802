/**
 * Stands in for the folder of an unpacked Electron: what electron-builder asks of one, with a script in the place of the
 * program. Its last line holds the marker at which fuses are set.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuses = Buffer.from([1, 8, ...Buffer.from('10110001')]);

export function makeStandIn(folder, version) {
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name), { recursive: true });
  const program = Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n# ${sentinel}`), fuses, Buffer.from('\n')]);
  writeFileSync(join(folder, 'electron'), program);
  writeFileSync(join(folder, 'chrome-sandbox'), '#!/bin/sh\n');
  for (const name of ['electron', 'chrome-sandbox']) chmodSync(join(folder, name), 0o755);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'The licence of Electron.');
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>The licences of Chromium.</p>');
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
}
