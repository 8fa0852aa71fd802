/** Looks at photos once, for all methods: what the app keeps of a photo, the baselines' prints, another encoder's vector. */
import pMap from 'p-map';
import { errorMessage, PersonError } from '../../app/errors.ts';
import { readPhoto } from '../../app/files/read-photo.ts';
import { decode, squeeze } from '../../app/images/decode.ts';
import { thumbnailSide } from '../../app/images/thumbnail.ts';
import { analyse, backgroundOf, type Analysis } from '../../app/scan/analyse.ts';
import { photosAtOnce } from '../../app/scan/read-photos.ts';
import type { Encoder } from '../../app/vision/encoder/encoder.ts';
import type { Model } from '../../app/vision/encoder/model.ts';
import type { Baseline } from './methods/baseline.ts';
import { unit, unitViews } from './methods/cosine.ts';

export interface NamedEncoder {
  name: string;
  encoder: Encoder;
  model: Model;
}

export interface Eyes {
  /** The app's own: its analysis is what the verifier sees. */
  own: NamedEncoder;
  other: NamedEncoder | null;
  baselines: readonly Baseline[];
}

export interface Seen {
  path: string;
  sha256: string;
  /** Bytes of the file. */
  size: number;
  analysis: Analysis;
  /** Unit vectors of the app's encoder, one for each view. */
  vectors: Float32Array[];
  background: number;
  otherVectors: Float32Array[];
  /** In the order of the baselines. */
  prints: Uint8Array[];
}

/** @returns what was seen, by path and in the order given, without the files that cannot be read; those are named. */
export async function lookAt(paths: readonly string[], eyes: Eyes): Promise<Map<string, Seen>> {
  const seen = await pMap(
    paths,
    async (path) => {
      try {
        return await lookAtOne(path, eyes);
      } catch (error) {
        if (!(error instanceof PersonError)) throw error;
        process.stderr.write(`Left out: ${path} ${errorMessage(error)}.\n`);
        return null;
      }
    },
    { concurrency: photosAtOnce },
  );
  return new Map(seen.filter((one) => one !== null).map((one) => [one.path, one]));
}

/** Files, each with what was seen of it. */
export function withSeen<File extends { path: string }>(
  files: readonly File[],
  seen: ReadonlyMap<string, Seen>,
): (File & { seen: Seen })[] {
  return files.flatMap((file) => {
    const one = seen.get(file.path);
    return one === undefined ? [] : [{ ...file, seen: one }];
  });
}

async function lookAtOne(path: string, { own, other, baselines }: Eyes): Promise<Seen> {
  const photo = await readPhoto(path);
  if (photo === null) throw new PersonError('is gone');
  if (photo.bytes === null) throw new PersonError('is a video');
  const analysis = await analyse(photo.bytes, own.encoder, own.model);
  const picture = await decode(photo.bytes, thumbnailSide, analysis.alpha);
  const prints = await Promise.all(baselines.map(({ print }) => print(picture)));
  const otherVectors =
    other === null ? [] : [unit((await other.encoder.embed(await squeeze(picture, other.model.input.size))).vector)];
  const vectors = unitViews(analysis);
  const background = backgroundOf(analysis.vectors);
  return { path, sha256: photo.sha256, size: photo.size, analysis, vectors, background, otherVectors, prints };
}
