/** A library far larger than anybody scans for a measurement: real rows in a real database, and no files. */
import { hash } from 'node:crypto';
import { updateHeadLists } from '../app/lessons/head-in-use.ts';
import type { NewContent } from '../app/store/photos.ts';
import type { Store } from '../app/store/store.ts';
import { toBlob } from '../app/store/vectors.ts';
import type { Model } from '../app/vision/encoder/model.ts';
import { verifierVersion } from '../app/vision/verify/verify.ts';
import { randomVectors } from './pairs.ts';

const savedTogether = 1000;

/** Fills a new library with as many photos of random unit vectors, three in ten of them copies, in folders by hundreds. */
export function fillAtRandom(target: Store, count: number, model: Model): void {
  const vectors = randomVectors(count);
  const { dimensions } = model.output;
  target.folders.add('/photos');
  for (let start = 0; start < count; start += savedTogether)
    target.photos.save(
      Array.from({ length: Math.min(savedTogether, count - start) }, (_, at) => {
        const row = start + at;
        const sha256 = hash('sha256', String(row));
        const vector = new Float16Array(vectors.subarray(row * dimensions, (row + 1) * dimensions));
        return {
          file: { path: `/photos/${Math.floor(row / 100)}/${row}.jpg`, size: 1000, modified: row, problem: null },
          sha256,
          content: content(sha256, vector, model.version),
        };
      }),
    );
}

/** Finds the near photos of all, as a scan does; none of them is looked at closely, since there is nothing to be seen. */
export async function compareAll(store: Store, model: Model): Promise<void> {
  const control = {
    signal: new AbortController().signal,
    aside: <Result>(work: () => Promise<Result>) => work(),
    progress: () => undefined,
  };
  await updateHeadLists(null, { store, model }, control);
  store.pairs.setLooked(
    store.photos.contents().map(({ id }) => id),
    verifierVersion,
  );
}

function content(sha256: string, vector: Float16Array, model: string): NewContent {
  return {
    sha256,
    bytes: 1000,
    format: 'jpeg',
    width: 4000,
    height: 3000,
    orientation: 1,
    pages: 1,
    alpha: false,
    depth: 'uchar',
    takenAt: null,
    camera: null,
    subsecond: null,
    exposureBias: null,
    placed: null,
    isDamaged: false,
    duration: null,
    facts: 0,
    quality: 90,
    thumbnail: new Uint8Array(1),
    sketch: new Uint8Array(256),
    model,
    vectors: [{ view: 'displayed', vector: toBlob(vector), background: 0 }],
  };
}
