/** Makes the items of a simulated library, embeds them, and looks at the pairs that the app would look at. */
import { hash } from 'node:crypto';
import pMap from 'p-map';
import { errorMessage, PersonError } from '../../app/errors.ts';
import { toUnitRows } from '../../app/grouping/distance.ts';
import { analyse, backgroundOf, type Analysis } from '../../app/scan/analyse.ts';
import { candidatesOf } from '../../app/pairs/candidates.ts';
import { cosineFloor, neighbourLimit } from '../../app/pairs/near-lists.ts';
import { photosAtOnce } from '../../app/scan/read-photos.ts';
import { Verifier, verifierThreads } from '../../app/pairs/verifier/verifier.ts';
import type { Encoder } from '../../app/vision/encoder/encoder.ts';
import type { Model } from '../../app/vision/encoder/model.ts';
import type { Relation } from '../../app/vision/verify/relation.ts';
import { toFacts as visibleFacts } from '../../app/pairs/verifier/visible-photo.ts';
import type { MeasuredPhoto } from '../photos.ts';
import { bestCosine, unitViews } from '../quality/methods/cosine.ts';
import { shots } from './clock.ts';
import { itemsOf, type Item } from './items.ts';

export interface LibraryPhoto extends Omit<Item, 'bytes'> {
  sha256: string;
  width: number;
  height: number;
}

export interface LibraryPair {
  /** Places in the list of photos, a < b. */
  a: number;
  b: number;
  /** Null when the verifier saw nothing. */
  relation: Relation | null;
}

export interface SimulatedLibrary {
  photos: LibraryPhoto[];
  /** In no order that says anything of their labels. */
  pairs: LibraryPair[];
  /** `photos × dimensions`: unit vectors of the backbone. */
  vectors: Float32Array;
  dimensions: number;
}

export interface Tools {
  encoder: () => Promise<Encoder>;
  model: Model;
}

interface SeenItem {
  item: Item;
  sha256: string;
  analysis: Analysis;
}

/** @param sources photos, all different. @param seed of what is drawn for the library as a whole. */
export async function collect(
  sources: readonly MeasuredPhoto[],
  seed: string,
  { encoder, model }: Tools,
): Promise<SimulatedLibrary> {
  const taken = shots(sources.length, seed);
  const running = await encoder();
  const seen = (
    await pMap(
      sources,
      async (photo, source) => {
        const passer = sources[(source + 1) % sources.length] ?? photo;
        const shot = taken[source] ?? { takenAt: null, camera: null };
        try {
          const items = await itemsOf(photo, passer, source, shot);
          return await Promise.all(items.map(async (item) => see(item, running, model)));
        } catch (error) {
          if (!(error instanceof PersonError)) throw error;
          process.stderr.write(`Left out: ${photo.path} ${errorMessage(error)}.\n`);
          return [];
        }
      },
      { concurrency: photosAtOnce },
    )
  ).flat();
  // By content hash, as the app numbers photos; each content once.
  const unique = [...new Map(seen.map((one) => [one.sha256, one])).values()].sort((a, b) =>
    a.sha256 < b.sha256 ? -1 : 1,
  );
  const { dimensions } = model.output;
  const vectors = unitRows(unique, dimensions);
  return {
    photos: unique.map(toFacts),
    pairs: await lookAtPairs(unique),
    vectors,
    dimensions,
  };
}

function toFacts({ item, sha256, analysis: { width, height } }: SeenItem): LibraryPhoto {
  const { source, frame, edit, takenAt, camera } = item;
  return { source, frame, edit, takenAt, camera, sha256, width, height };
}

async function see(item: Item, encoder: Encoder, model: Model): Promise<SeenItem> {
  return { item, sha256: hash('sha256', item.bytes), analysis: await analyse(item.bytes, encoder, model) };
}

function unitRows(photos: readonly SeenItem[], dimensions: number): Float32Array {
  const half = new Float16Array(photos.length * dimensions);
  photos.forEach(({ analysis }, row) => half.set(analysis.vectors[0]?.vector ?? [], row * dimensions));
  const unit = new Float32Array(half.length);
  toUnitRows(half, dimensions, unit);
  return unit;
}

/** The pairs that the app would look at: of each photo its nearest; and copies. */
async function lookAtPairs(photos: readonly SeenItem[]): Promise<LibraryPair[]> {
  const views = photos.map(({ analysis }) => unitViews(analysis));
  const backgrounds = new Map(photos.map(({ analysis }, at) => [at, backgroundOf(analysis.vectors)]));
  const sketches = new Map(photos.map(({ analysis }, at) => [at, analysis]));
  const verifier = new Verifier();
  const looked = new Set<number>();
  const lookAround = async (one: number): Promise<LibraryPair[]> => {
    const candidates = candidatesOf(one, nearest(one, views), sketches, backgrounds).filter(({ content, isClose }) => {
      const pair = Math.min(one, content) * photos.length + Math.max(one, content);
      // A glance may be followed by a look from the other side.
      if (looked.has(pair)) return false;
      if (isClose) looked.add(pair);
      return true;
    });
    const facts = [one, ...candidates.map(({ content }) => content)].map((place) => {
      const { sha256, analysis } = photos[place] as SeenItem;
      return { sha256, ...visibleFacts(analysis), thumbnail: analysis.thumbnail };
    });
    const relations = await verifier.relate({
      photos: facts,
      // Told from the photo that comes first.
      pairs: candidates.map(({ content, isClose }, at) =>
        one < content ? { a: 0, b: at + 1, isClose } : { a: at + 1, b: 0, isClose },
      ),
    });
    return candidates.flatMap(({ content, isClose }, at) => {
      const relation = relations[at] ?? null;
      // A glance that found nothing is no look.
      if (relation === null && !isClose) return [];
      return [{ a: Math.min(one, content), b: Math.max(one, content), relation }];
    });
  };
  try {
    const found = (await pMap(photos.keys(), lookAround, { concurrency: verifierThreads + 1 })).flat();
    const once = new Map(found.map((pair) => [pair.a * photos.length + pair.b, pair]));
    return [...once.values()].sort((x, y) => x.a - y.a || x.b - y.b);
  } finally {
    await verifier.close();
  }
}

/** As the app's list of a photo: nearest first, at most so many, none below the floor. */
function nearest(one: number, views: readonly Float32Array[][]) {
  const own = views[one] ?? [];
  const near = views
    .map((theirs, other) => ({ other, cosine: other === one ? -1 : bestCosine(own, theirs) }))
    .filter(({ cosine }) => cosine >= cosineFloor)
    .sort((a, b) => b.cosine - a.cosine || a.other - b.other)
    .slice(0, neighbourLimit);
  return {
    contents: Int32Array.from(near, ({ other }) => other),
    cosines: Float32Array.from(near, ({ cosine }) => cosine),
  };
}
