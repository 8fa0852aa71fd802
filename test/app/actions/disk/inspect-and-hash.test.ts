import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect } from '../../../../app/actions/disk/inspect-and-hash.ts';
import { systemDisk } from '../../../../app/actions/disk/disk.ts';
import { look } from '../../../../app/files/walk.ts';
import { temporaryFolder } from '../../../photos.ts';

test('an action counts a file’s time exactly as a scan does: what undo brings back is not taken for changed', async () => {
  const root = temporaryFolder();
  for (let number = 0; number < 300; number++) {
    const path = join(root, `${number}.jpg`);
    writeFileSync(path, 'x');
    // Parts of a microsecond, now and before 1970.
    utimesSync(path, number, (number < 250 ? 1_790_000_000 : -1000) + number * 0.1234567);
    expect(await look(path)).toMatchObject({ modified: (await inspect(systemDisk, path)).modified });
  }
});
