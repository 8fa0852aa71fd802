import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { PersonError } from '../../../app/errors.ts';
import { libraryExists, openDatabase, transaction } from '../../../app/store/database.ts';
import { temporaryFolder } from '../../photos.ts';
import { hashOf, open, saveFiles } from './opened.ts';

const root = temporaryFolder();
let directory: string;
let count = 0;

beforeEach(() => {
  directory = join(root, 'libraries', String(count++));
});

const file = () => join(directory, 'library.sqlite');

describe('a library', () => {
  test('is made on first use, with its folder, and opened as it is afterwards', () => {
    expect(libraryExists(directory)).toBe(false);
    const store = open(directory);
    store.settings.setThreshold(0.3);
    store.close();
    expect(libraryExists(directory)).toBe(true);
    const again = open(directory);
    expect(again.settings.threshold()).toBe(0.3);
    again.close();
  });

  test('holds together: a file cannot point at a content that is not there', () => {
    const database = openDatabase(directory);
    const insert = database.prepare('insert into file (path, content, size, modified, problem) values (?, ?, 1, 1, ?)');
    expect(() => insert.run('/a.jpg', 7, null)).toThrow(/FOREIGN KEY/);
    expect(() => insert.run('/a.jpg', null, null)).toThrow(/CHECK/);
    insert.run('/a.jpg', null, 'is empty');
    database.close();
  });

  test('can be read while another process writes', () => {
    const [writer, reader] = [open(directory), open(directory)];
    writer.transaction(() => {
      writer.folders.add('/photos');
      expect(reader.folders.all()).toEqual([]);
    });
    expect(reader.folders.all()).toHaveLength(1);
    writer.close();
    reader.close();
  });
});

/** What differed before version 14. */
const beforeVersion14 = `
  alter table content drop column duration; alter table content drop column damaged;
  pragma user_version = 13;`;

/** What differed before version 13. */
const beforeVersion13 = `${beforeVersion14}
  drop table local_features;
  pragma user_version = 12;`;

/** What differed before version 12. */
const beforeVersion12 = `${beforeVersion13}
  drop table lineage;
  create table lineage (a integer not null references content (id), b integer not null references content (id),
    version text not null, made text check (made in ('a', 'b')), primary key (a, b)) without rowid;
  pragma user_version = 11;`;

/** What differed before version 11. */
const beforeVersion11 = `${beforeVersion12}
  drop table mark;
  drop table review;
  pragma user_version = 10;`;

/** What differed before version 10. */
const beforeVersion10 = `${beforeVersion11}
  create table older (content integer not null references content (id), model text not null,
    view text not null check (view in ('displayed', 'stored')), vector blob not null,
    primary key (content, model, view)) without rowid;
  insert into older select content, model, view, vector from vector;
  drop table vector;
  alter table older rename to vector;
  pragma user_version = 9;`;

/** What differed before version 9. */
const beforeVersion9 = `${beforeVersion10}
  drop table passed_over;
  alter table folder drop column volume;
  alter table folder drop column place;
  pragma user_version = 8;`;

/** What differed before version 8. */
const beforeVersion8 = `${beforeVersion9}
  alter table file drop column identity;
  pragma user_version = 7;`;

/** What differed before version 7. */
const beforeVersion7 = `${beforeVersion8}
  drop table measure;
  drop table lineage;
  alter table content drop column placed;
  alter table content add column detail real;
  pragma user_version = 6;`;

/** What differed before version 6. */
const beforeVersion6 = `${beforeVersion7}
  drop table proof;
  alter table content drop column subsecond;
  alter table content drop column exposure_bias;
  pragma user_version = 5;`;

/** What differed before version 5. */
const beforeVersion5 = `${beforeVersion6}
  drop table head;
  pragma user_version = 4;`;

/** What differed before version 4. */
const beforeVersion4 = `${beforeVersion5}
  drop table companion;
  drop table chosen_keeper;
  alter table content drop column facts;
  alter table content drop column quality;
  alter table content drop column detail;
  pragma user_version = 3;`;

/** What differed before version 3. */
const beforeVersion3 = `${beforeVersion4}
  drop table operation_file;
  drop table operation;
  pragma user_version = 2;`;

describe('a library of version 1', () => {
  /** What differed in version 1. */
  const older = `${beforeVersion3}
    drop table look;
    create table verified_pair (
      a integer not null references content (id),
      b integer not null references content (id),
      kind text not null check (kind in ('same-pixels', 'resized')),
      primary key (a, b)
    ) without rowid;
    alter table neighbours drop column looked;
    pragma user_version = 1;`;

  test('is brought up to date: what it verified holds, and all its near pairs await a look', () => {
    const store = open(directory);
    saveFiles(store, { '/a.jpg': 'a', '/b.jpg': 'b', '/c.jpg': 'c' });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => store.photos.known(hashOf(name))!) as [number, number, number];
    const near = { contents: Int32Array.of(b, c), cosines: Float32Array.of(0.9, 0.8) };
    store.pairs.saveNeighbours([[a, near]]);
    store.pairs.setLooked([a], 'verifier-1');
    store.close();
    const before = new DatabaseSync(file());
    before.exec(older);
    before.prepare('insert into verified_pair (a, b, kind) values (?, ?, ?)').run(a, b, 'resized');
    before.close();

    for (let time = 0; time < 2; time++) {
      const now = open(directory);
      expect(now.pairs.verified('prover-1')).toEqual([{ a, b, kind: 'resized', awaitsProof: true, richer: null }]);
      expect(now.pairs.isLooked(a, b, 'verifier-1')).toBe(true);
      expect(now.pairs.isLooked(a, c, 'verifier-1')).toBe(false);
      expect(now.pairs.unlooked('verifier-1')).toEqual([a]);
      expect(now.pairs.neighbours().get(a)).toEqual(near);
      expect(now.photos.files()).toHaveLength(3);
      expect(now.operations.all()).toEqual([]);
      now.close();
    }
  });
});

test.each([
  [2, beforeVersion3, true],
  [3, beforeVersion4, true],
  [4, beforeVersion5, true],
  [5, beforeVersion6, true],
  [6, beforeVersion7, true],
  [7, beforeVersion8, false],
  [8, beforeVersion9, false],
  [9, beforeVersion10, false],
  [10, beforeVersion11, false],
])('a library of version %s is brought up to date, and keeps what it holds', (_, older, isUncounted) => {
  const tables = (database: DatabaseSync) =>
    database
      .prepare("select name from sqlite_schema where type in ('table', 'index') order by name")
      .all()
      .map(({ name }) => [
        name,
        database.prepare('select name, type, "notnull", pk from pragma_table_info(?) order by name').all(String(name)),
      ]);
  const made = open(directory);
  saveFiles(made, { '/photos/a.jpg': 'a' });
  made.close();
  const old = new DatabaseSync(file());
  const wanted = tables(old);
  old.exec(older);
  old.close();
  const store = open(directory);
  // Older versions did not count all that a photo says of itself.
  if (isUncounted) expect(store.photos.contentAt('/photos/a.jpg')).toMatchObject({ facts: null, placed: null });
  expect(store.photos.uncounted()).toHaveLength(isUncounted ? 1 : 0);
  store.close();
  const now = new DatabaseSync(file());
  expect(tables(now)).toEqual(wanted);
  now.close();
});

test('a library that holds numbers that cannot be read back is opened, and goes on', () => {
  const store = open(directory);
  saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b' });
  store.companions.update(new Map([['/photos/a.jpg', [{ path: '/photos/a.mov', size: 1 }]]]));
  store.close();
  const old = new DatabaseSync(file());
  old.exec(`${beforeVersion8}
    update file set modified = 9025000000000000, size = 9223372036854775807 where path = '/photos/a.jpg';
    update file set modified = -9223372036854775808 where path = '/photos/b.jpg';
    update companion set size = 9223372036854775807;
    insert into operation (name, mode, destination, token, started_at, state) values ('apply', 'move', 'trash', 't', '', 'done');
    insert into operation_file (operation, position, unit, role, group_number, place, keep, source, bytes, modified, state)
    values (1, 0, 0, 'photo', 1, 0, 0, '/photos/c.jpg', 9223372036854775807, 9025000000000000, 'moved'),
    (1, 1, 0, 'companion', 1, 0, 0, '/photos/c.mov', 9223372036854775807, 0, 'moved');`);
  old.close();
  const now = open(directory);
  const most = Number.MAX_SAFE_INTEGER;
  expect(now.photos.files()).toMatchObject([{ modified: most, size: most }, { modified: -most }]);
  expect(now.companions.all().get('/photos/a.jpg')).toEqual([{ path: '/photos/a.mov', size: most }]);
  expect(now.operations.files(1)).toMatchObject([{ bytes: most, modified: most }, { bytes: most }]);
  expect(now.operations.all()).toMatchObject([{ moved: 2, movedBytes: most }]);
  now.close();
});

test('near pairs of a library whose vectors had no background await a look, and its vectors the background', () => {
  const store = open(directory);
  saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b' });
  const [a, b] = ['a', 'b'].map((name) => store.photos.known(hashOf(name))!) as [number, number];
  store.pairs.saveNeighbours([[a, { contents: Int32Array.of(b), cosines: Float32Array.of(0.9) }]]);
  store.pairs.setLooked([a], 'verifier-1');
  store.close();
  const old = new DatabaseSync(file());
  old.exec(beforeVersion10);
  old.close();
  const now = open(directory);
  expect(now.vectors.withoutBackground()).toEqual([a, b]);
  expect(now.vectors.backgrounds()).toEqual(new Map());
  expect([...now.vectors.of(a)[0]!]).toEqual([1, 0, 0, 0]);
  expect(now.pairs.unlooked('verifier-1')).toEqual([a]);
  now.close();
});

describe('a transaction', () => {
  test('keeps all of its writes, or none', () => {
    const store = open(directory);
    expect(store.transaction(() => (store.folders.add('/kept'), 'done'))).toBe('done');
    expect(() =>
      store.transaction(() => {
        store.folders.add('/lost');
        throw new Error('in the middle');
      }),
    ).toThrow('in the middle');
    expect(store.folders.all().map(({ path }) => path)).toEqual(['/kept']);
    store.close();
  });

  test('that failed leaves the way free for the next', () => {
    const database = openDatabase(directory);
    expect(() => transaction(database, () => database.exec('not SQL'))).toThrow();
    expect(transaction(database, () => 1)).toBe(1);
    database.close();
  });
});

describe('a library is refused with a sentence', () => {
  const refusal = (): string => {
    try {
      openDatabase(directory).close();
    } catch (error) {
      expect(error).toBeInstanceOf(PersonError);
      return (error as PersonError).message;
    }
    return 'opened';
  };

  test('when a newer Twinlens made it, and stays as it is', () => {
    open(directory).close();
    const database = new DatabaseSync(file());
    database.exec('pragma user_version = 999');
    database.close();
    expect(refusal()).toBe(
      `The library file ${file()} was made by a newer Twinlens. Update Twinlens, or pick another library with --library.`,
    );
    const after = new DatabaseSync(file());
    expect(after.prepare('pragma user_version').get()).toEqual({ user_version: 999 });
    after.close();
  });

  test('when its file is no database', () => {
    open(directory).close();
    writeFileSync(file(), 'These are only words, many more than the header of a database has. '.repeat(100));
    expect(refusal()).toMatch(
      /is damaged \(file is not a database\)\. Do not delete it: your answers are in it\..+ scan again\.$/,
    );
    expect(readFileSync(file(), 'utf8')).toMatch(/^These are only words/);
  });

  test('when its file is cut short', () => {
    const store = open(directory);
    saveFiles(store, Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`/photos/${at}.jpg`, String(at)])));
    store.close();
    truncateSync(file(), 5000);
    expect(() => {
      const cut = open(directory);
      try {
        cut.photos.contents();
        cut.photos.files();
      } finally {
        cut.close();
      }
    }).toThrow(/malformed|is damaged/);
  });

  test('when a file stands in the place of its folder', () => {
    writeFileSync(join(root, 'file'), 'x');
    directory = join(root, 'file');
    expect(refusal()).toMatch(/^The library folder .+ cannot be made: .+ Pick another with --library\.$/);
    expect(existsSync(directory)).toBe(true);
  });
});
