/** A large library on a small drive that is full to its last byte: it is read, planned with, and made free again. */
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { identityOf } from '../../../app/files/file-facts.ts';
import { openLibrary } from '../../../app/library.ts';
import { encoderManifest } from '../../../app/resources.ts';
import { openStore } from '../../../app/store/store.ts';
import { toBlob } from '../../../app/store/vectors.ts';
import { loadModel } from '../../../app/vision/encoder/model.ts';
import { sha256, tree } from '../actions/household.ts';
import { fillUp, mayMount, memoryDrive } from '../../mounts.ts';
import { temporaryFolder } from '../../photos.ts';
import { content as contentOf } from '../store/opened.ts';

/** Half of them copies of the others. */
const photos = Number(process.env.TWINLENS_FULL_PHOTOS ?? 1000);
const root = temporaryFolder();

/** Files, and a library that knows them as a scan would. */
function fill(directory: string, folder: string): void {
  const { version, output } = loadModel(encoderManifest());
  const store = openStore(directory, { version, dimensions: output.dimensions });
  store.folders.add(folder);
  const vector = new Float16Array(output.dimensions);
  for (let from = 0; from < photos / 2; from += 500)
    store.photos.save(
      Array.from({ length: 500 }, (_, at) => from + at).flatMap((number) =>
        ['a', 'b'].map((copy) => {
          const path = join(folder, String(Math.floor(number / 500)), copy, `IMG_${number}.jpg`);
          const bytes = `picture ${number}`;
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, bytes);
          utimesSync(path, 1.5e9, 1.5e9);
          const hash = sha256(bytes);
          vector[0] = number + 1;
          vector[1] = (number * 7) % 31;
          const content = {
            ...contentOf(hash, version),
            sha256: hash,
            bytes: bytes.length,
            thumbnail: Buffer.alloc(800, number),
            vectors: [{ view: 'displayed' as const, vector: toBlob(vector), background: 0 }],
          };
          const identity = identityOf(statSync(path, { bigint: true }));
          return {
            file: { path, size: bytes.length, modified: 1.5e15, problem: null, identity },
            sha256: hash,
            content: copy === 'a' ? content : null,
          };
        }),
      ),
    );
  store.close();
}

test.runIf(mayMount)(`a library of ${photos} photos on a full drive of 64 MB`, { timeout: 900_000 }, async () => {
  const [drive, other] = ['drive', 'other'].map((name) => join(root, name)) as [string, string];
  // What the tree of files takes lies on another drive, so that moving it away makes no room where the library is.
  memoryDrive(drive, '64m');
  memoryDrive(other, '1g');
  const [directory, folder] = [join(drive, 'library'), join(other, 'pictures')];
  fill(directory, folder);
  const before = tree(folder);
  const filled = fillUp(drive);
  const library = await openLibrary({ directory });
  try {
    const { total } = await library.call('groups', { limit: 10 });
    expect(total).toBe(photos / 2);
    expect(await library.call('plan', { to: 'trash' })).toMatchObject({ files: photos / 2, left: [] });
    for (const to of [join(root, 'away'), 'trash']) {
      const { job } = await library.call('apply', { to });
      const { outcome, error } = await library.finished(job);
      expect(error).toBeNull();
      expect(outcome).toMatchObject({ files: photos / 2, skipped: [] });
      const { job: undoing } = await library.call('undo', { operation: outcome!.operation });
      expect((await library.finished(undoing)).outcome).toMatchObject({ files: photos / 2, skipped: [] });
      expect(tree(folder)).toEqual(before);
    }
  } finally {
    await library.close();
    rmSync(filled);
  }
});
