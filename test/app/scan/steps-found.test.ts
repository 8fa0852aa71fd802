import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openLibrary } from '../../../app/library.ts';
import { encoderManifest } from '../../../app/resources.ts';
import { stepsFound } from '../../../app/scan/steps-found.ts';
import { openStore } from '../../../app/store/store.ts';
import { loadModel } from '../../../app/vision/encoder/model.ts';
import { paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan } from '../scanning.ts';

const root = temporaryFolder();

test('what is left to do is told, and nothing of what an earlier scan did', async () => {
  const [folder, directory] = [join(root, 'photos'), join(root, 'library')];
  const photo = await paint(3, { width: 640, height: 480 }).jpeg({ quality: 95 }).toBuffer();
  await writeFiles(folder, {
    'photo.jpg': photo,
    'small.jpg': await sharp(photo).resize(320).jpeg({ quality: 85 }).toBuffer(),
    'grey.jpg': await sharp(photo).greyscale().jpeg({ quality: 80 }).toBuffer(),
  });
  const library = await openLibrary({ directory });
  await scan(library, folder);
  await library.close();
  const found = () => {
    const { version, output } = loadModel(encoderManifest());
    const store = openStore(directory, { version, dimensions: output.dimensions });
    const { proving, measuring, lineage } = stepsFound(store);
    store.close();
    return [proving?.items, measuring?.items, lineage?.items];
  };
  expect(found()).toEqual([0, 0, 0]);
  const database = new DatabaseSync(join(directory, 'library.sqlite'));
  database.exec('delete from lineage; delete from measure');
  database.close();
  const [proving, measuring, lineage] = found();
  expect([proving, measuring]).toEqual([0, 3]);
  expect(lineage).toBeGreaterThanOrEqual(2);
});
