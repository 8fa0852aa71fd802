import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewContent } from '../../../app/store/photos.ts';
import { openStore, type Store } from '../../../app/store/store.ts';
import { toBlob } from '../../../app/store/vectors.ts';
import { temporaryFolder } from '../../photos.ts';
import { content, hashOf, open, saveFiles } from './opened.ts';

const root = temporaryFolder();
let store: Store;
let directory: string;
let count = 0;

beforeEach(() => {
  directory = join(root, String(count++));
  store = open(directory);
});

afterEach(() => store.close());

const paths = () => store.photos.files().map(({ path }) => path);

describe('what was read of a photo', () => {
  test('comes back as it was saved', () => {
    saveFiles(store, { '/photos/a.jpg': 'sea' });
    const { thumbnail, sketch, vectors, model, ...facts } = content('sea');
    expect(store.photos.contents()).toEqual([{ id: expect.any(Number) as unknown, ...facts }]);
    expect(store.photos.contentAt('/photos/a.jpg')).toMatchObject(facts);
    expect(Buffer.from(store.photos.thumbnail(hashOf('sea'))!)).toEqual(thumbnail);
    const id = store.photos.known(hashOf('sea'))!;
    expect(toBlob(store.vectors.of(id)[0]!)).toEqual(vectors[0]!.vector);
    expect(store.photos.sketches().get(id)!.sketch).toEqual(sketch);
    expect(model).toBe('test-1');
  });

  test('hangs on its content: copies share it, and it outlives its files', () => {
    saveFiles(store, { '/photos/a.jpg': 'sea', '/photos/b.jpg': 'sea', '/photos/c.jpg': 'hill' });
    expect(store.photos.contents()).toHaveLength(2);
    expect(store.photos.pathsOf(hashOf('sea'))).toEqual(['/photos/a.jpg', '/photos/b.jpg']);
    store.photos.removeFiles(['/photos/a.jpg', '/photos/b.jpg']);
    expect(store.photos.contents().map(({ sha256 }) => sha256)).toEqual([hashOf('hill')]);
    expect(store.photos.known(hashOf('sea'))).toBeDefined();
    expect(store.vectors.load().owners).toHaveLength(1);
  });

  test('counts for the model that made its vectors alone', () => {
    saveFiles(store, { '/photos/a.jpg': 'sea' });
    const other = openStore(directory, { version: 'test-2', dimensions: 4 });
    expect(other.photos.known(hashOf('sea'))).toBeUndefined();
    expect(other.photos.contents()).toEqual([]);
    expect(other.photos.filesInside('/photos')).toMatchObject([{ path: '/photos/a.jpg', embedded: false }]);
    expect(store.photos.filesInside('/photos')).toMatchObject([{ path: '/photos/a.jpg', embedded: true }]);
    other.close();
  });

  test('of a video is known once it was looked at; what could not be seen then is taken over later', () => {
    const save = (name: string, duration: number, vectors: NewContent['vectors']) =>
      store.photos.save([
        {
          file: { path: `/photos/${name}.mp4`, size: 1000, modified: 5, problem: null },
          sha256: hashOf(name),
          content: { ...content(name), duration, vectors },
        },
      ]);
    const { vectors } = content('sea');
    save('seen', 6, vectors);
    save('broken', 0, []);
    save('unseen', -1, []);
    const known = (of = store) =>
      ['seen', 'broken', 'unseen'].map((name) => of.photos.known(hashOf(name)) !== undefined);
    expect(known()).toEqual([true, true, false]);
    expect(store.photos.contents()).toHaveLength(3);
    expect(store.photos.countVideos(['/photos'])).toEqual({ taken: 3, byBytes: 2 });
    expect(store.photos.countVideos(['/others'])).toEqual({ taken: 0, byBytes: 0 });
    expect(store.photos.isPhoto('/photos/seen.mp4')).toBe(false);
    expect(store.features.missing('words')).toEqual([]);
    // Another encoder has to see it again; of what cannot be seen there is nothing to ask.
    const other = openStore(directory, { version: 'test-2', dimensions: 4 });
    expect(known(other)).toEqual([false, true, false]);
    other.close();
    save('unseen', 4, vectors);
    expect(store.photos.contentOf(hashOf('unseen'))?.duration).toBe(4);
    // Nothing that was seen is forgotten where ffmpeg is away.
    save('seen', -1, []);
    expect(store.photos.contentOf(hashOf('seen'))?.duration).toBe(6);
  });

  test('is saved all or not at all', () => {
    const entries = [
      {
        file: { path: '/photos/a.jpg', size: 1, modified: 1, problem: null },
        sha256: hashOf('sea'),
        content: content('sea'),
      },
      // No content by this hash is known or comes with it.
      {
        file: { path: '/photos/b.jpg', size: 1, modified: 1, problem: null },
        sha256: hashOf('nothing'),
        content: null,
      },
    ];
    expect(() => store.photos.save(entries)).toThrow();
    expect(paths()).toEqual([]);
    expect(store.photos.known(hashOf('sea'))).toBeUndefined();
  });
});

describe('a file that cannot be read', () => {
  test('is kept with its reason, counted apart, and gets its content when it can be read', () => {
    store.photos.save([
      { file: { path: '/photos/a.jpg', size: 9, modified: 1, problem: 'is empty' }, sha256: null, content: null },
    ]);
    expect(store.photos.problems()).toEqual([{ path: '/photos/a.jpg', reason: 'is empty' }]);
    expect(store.photos.counts()).toEqual({ photos: 0, unreadable: 1 });
    saveFiles(store, { '/photos/a.jpg': 'sea' });
    expect(store.photos.problems()).toEqual([]);
    expect(store.photos.counts()).toEqual({ photos: 1, unreadable: 0 });
  });
});

describe('a folder', () => {
  const neighbours = {
    '/photos/a.jpg': 'a',
    '/photos/deep/b.jpg': 'b',
    '/photos 2/c.jpg': 'c',
    '/photos0/d.jpg': 'd',
    '/photosé/e.jpg': 'e',
  };

  test('holds what lies inside it, and nothing of a folder whose name only begins alike', () => {
    saveFiles(store, neighbours);
    expect(
      store.photos
        .filesInside('/photos')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/photos/a.jpg', '/photos/deep/b.jpg']);
    expect(store.photos.countInside('/photos')).toBe(2);
    expect(store.photos.countInside('/')).toBe(5);
  });

  test('takes its files with it when it is removed', () => {
    saveFiles(store, neighbours);
    for (const path of ['/photos', '/photos 2']) store.folders.add(path);
    store.folders.remove('/photos');
    expect(store.folders.all()).toMatchObject([{ path: '/photos 2', online: true }]);
    expect(paths()).toEqual(['/photos 2/c.jpg', '/photos0/d.jpg', '/photosé/e.jpg']);
  });

  test('leaves the files that another folder holds as well', () => {
    saveFiles(store, neighbours);
    for (const path of ['/photos', '/photos/deep']) store.folders.add(path);
    store.folders.remove('/photos');
    expect(paths()).toContain('/photos/deep/b.jpg');
    expect(paths()).not.toContain('/photos/a.jpg');
    store.folders.add('/photos');
    store.folders.remove('/photos/deep');
    expect(paths()).toContain('/photos/deep/b.jpg');
  });

  test('is added once, and remembers whether it is there', () => {
    store.folders.add('/photos');
    store.folders.setOnline('/photos', false);
    store.folders.add('/photos');
    expect(store.folders.all()).toMatchObject([{ path: '/photos', online: false }]);
  });
});

describe('pairs', () => {
  test('near ones come back as lists, at their own precision', () => {
    saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b' });
    const [a, b] = [store.photos.known(hashOf('a'))!, store.photos.known(hashOf('b'))!];
    const list = { contents: Int32Array.of(b), cosines: Float32Array.of(0.7071067) };
    store.pairs.saveNeighbours([
      [a, list],
      [b, { contents: new Int32Array(0), cosines: new Float32Array(0) }],
    ]);
    expect(store.pairs.neighbours().get(a)).toEqual(list);
    expect(store.pairs.neighbours().get(b)!.contents).toHaveLength(0);
    store.pairs.removeNeighbours([a]);
    expect([...store.pairs.neighbours().keys()]).toEqual([b]);
  });

  test('are looked at once by a verifier, and what it saw is kept', () => {
    saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b', '/photos/c.jpg': 'c' });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => store.photos.known(hashOf(name))!) as [number, number, number];
    store.pairs.saveLooks([{ a, b, kind: 'edited', relation: { turn: 0 } }], 'first');
    store.pairs.saveLooks([{ a, b: c, kind: null, relation: null }], 'first');
    expect(store.pairs.verified('prover-1')).toEqual([{ a, b, kind: 'edited', awaitsProof: false, richer: null }]);
    expect(store.pairs.isLooked(b, a, 'first')).toBe(true);
    expect(store.pairs.isLooked(a, c, 'first')).toBe(true);
    expect(store.pairs.isLooked(b, c, 'first')).toBe(false);
    expect(store.pairs.isLooked(a, b, 'second')).toBe(false);
    store.pairs.saveLooks([{ a, b, kind: 'cropped', relation: { turn: 5 } }], 'second');
    expect(store.pairs.verified('prover-1')).toEqual([{ a, b, kind: 'cropped', awaitsProof: false, richer: null }]);
  });

  test('await a look until all of a photo are looked at, and again when they change', () => {
    saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b' });
    const [a, b] = [store.photos.known(hashOf('a'))!, store.photos.known(hashOf('b'))!];
    const list = { contents: Int32Array.of(b), cosines: Float32Array.of(0.9) };
    const none = { contents: new Int32Array(0), cosines: new Float32Array(0) };
    store.pairs.saveNeighbours([
      [a, list],
      [b, none],
    ]);
    expect(store.pairs.unlooked('first')).toEqual([a, b]);
    store.pairs.setLooked([a], 'first');
    expect(store.pairs.unlooked('first')).toEqual([b]);
    expect(store.pairs.unlooked('second')).toEqual([a, b]);
    store.pairs.saveNeighbours([[a, list]]);
    expect(store.pairs.unlooked('first')).toEqual([a, b]);
  });
});
