/** A library of a version that knew no backgrounds and no photo without its bars: the next scan makes both. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { blots, jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { byContent, scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const photos = join(root, 'photos');
const directory = join(root, 'library');

interface Row {
  content: number;
  view: string;
  vector: Uint8Array;
  background: number | null;
}

function within<Result>(use: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(join(directory, 'library.sqlite'));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

const rows = () =>
  within(
    (database) =>
      database
        .prepare('select content, view, vector, background from vector order by content, view')
        .all() as unknown as Row[],
  );
const lists = () =>
  within((database) => database.prepare('select content, list, looked from neighbours order by content').all());

/** A photo on a phone's page. */
async function screenshot(): Promise<Buffer> {
  const input = await (await blots(21, { width: 480, height: 360 })).png().toBuffer();
  return sharp({ create: { width: 480, height: 1000, channels: 3, background: '#ffffff' } })
    .composite([{ input, left: 0, top: 300 }])
    .png()
    .toBuffer();
}

test('gets the backgrounds and views that a new library has, without reading a file', async () => {
  await writeFiles(photos, {
    'shown.png': await screenshot(),
    'photo.jpg': await (await blots(21, { width: 480, height: 360 })).jpeg({ quality: 92 }).toBuffer(),
    'other.jpg': await jpeg(22),
    'third.jpg': await jpeg(23),
  });
  const first = await withLibrary(directory, async (library) => {
    await scan(library, photos);
    return byContent(await library.call('groups', {}));
  });
  const [made, near] = [rows(), lists()];
  expect(made.filter(({ view }) => view === 'trimmed').length).toBeGreaterThanOrEqual(1);

  within((database) =>
    database.exec(`
      create table older (content integer not null references content (id), model text not null,
        view text not null check (view in ('displayed', 'stored')), vector blob not null,
        primary key (content, model, view)) without rowid;
      insert into older select content, model, view, vector from vector where view <> 'trimmed';
      drop table vector;
      alter table older rename to vector;
      delete from neighbours;
      drop table local_features;
      drop table mark;
      drop table review;
      alter table content drop column duration; alter table content drop column damaged;
      pragma user_version = 9;`),
  );
  await withLibrary(directory, async (library) => {
    const report = await scan(library);
    expect(report).toMatchObject({ unchanged: 4, work: { filesRead: 0, decoded: 0 } });
    expect(byContent(await library.call('groups', {})).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  });
  const filled = rows();
  expect(filled.map(({ content, view }) => [content, view])).toEqual(made.map(({ content, view }) => [content, view]));
  for (const [at, row] of filled.entries()) {
    const wanted = made[at]!;
    if (row.view !== 'trimmed') expect(row.vector).toEqual(wanted.vector);
    // The trimmed ones come from the thumbnails, which JPEG has changed a little.
    expect(Math.abs(row.background! - wanted.background!)).toBeLessThan(row.view === 'trimmed' ? 0.05 : 1e-5);
  }
  // Near lists were made with the new views: each as long as in the library that had them from the first.
  expect(lists().map(({ content, list }) => [content, (list as Uint8Array).length])).toEqual(
    near.map(({ content, list }) => [content, (list as Uint8Array).length]),
  );
  expect(lists().every(({ looked }) => looked !== null)).toBe(true);
}, 120_000);
