/**
 * Reads and analyses many photos: a few at a time, never all at once. While one photo is decoded another is embedded
 * and a third is read, so that disk, decoder and encoder all stay busy; what is done leaves at once.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import pMap from 'p-map';
import { errorMessage, PersonError } from '../errors.ts';
import { readPhoto } from '../files/read-photo.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { analyse, type Analysis } from './analyse.ts';

export interface ReadTools {
  encoder: Promise<Encoder> | Encoder;
  model: Model;
  /** Whether a content needs no analysis, because it is known. */
  known: (sha256: string) => boolean;
}

export interface Work {
  filesRead: number;
  bytesRead: number;
  decoded: number;
  embedded: number;
}

export const noWork: Work = { filesRead: 0, bytesRead: 0, decoded: 0, embedded: 0 };

export type ReadResult =
  | { path: string; gone: true }
  | { path: string; sha256: string; bytes: number; analysis: Analysis | null }
  | { path: string; problem: string; /** Whether the same bytes may be readable another time. */ retry: boolean };

/** Photos in work at once: enough to keep every core and the disk busy while a batch of them is embedded. */
export const photosAtOnce = Math.min(64, Math.max(16, 4 * availableParallelism()));

/** From this size on, photos are decoded one at a time: a few panoramas side by side would fill the memory. */
const largeFile = 32 * 1024 ** 2;
const oneLarge = pLimit(1);

/**
 * @param take called once a photo, in no fixed order; the next ones wait for it.
 * @param proceed waits while the work is paused.
 * @returns what was done, also when the signal stopped it early.
 */
export async function readPhotos(
  paths: readonly string[],
  tools: ReadTools,
  control: { signal?: AbortSignal; proceed?: () => Promise<void> },
  take: (result: ReadResult) => void | Promise<void>,
): Promise<Work> {
  const work = { ...noWork };
  // The same content may be in work already, under another name.
  const inWork = new Map<string, Promise<unknown>>();
  const readOne = async (path: string) => {
    await control.proceed?.();
    if (control.signal?.aborted) return;
    let readable = false;
    try {
      const photo = await readPhoto(path);
      if (photo === null) {
        await take({ path, gone: true });
        return;
      }
      const { bytes, sha256 } = photo;
      readable = true;
      work.filesRead++;
      work.bytesRead += bytes.length;
      await inWork.get(sha256)?.catch(() => undefined);
      if (tools.known(sha256)) {
        await take({ path, sha256, bytes: bytes.length, analysis: null });
        return;
      }
      const analysing =
        bytes.length < largeFile
          ? analyse(bytes, tools.encoder, tools.model)
          : oneLarge(() => analyse(bytes, tools.encoder, tools.model));
      const taken = analysing.then((analysis) => {
        work.decoded++;
        work.embedded += analysis.vectors.length;
        return take({ path, sha256, bytes: bytes.length, analysis });
      });
      inWork.set(sha256, taken);
      await taken.finally(() => inWork.delete(sha256));
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      await take({ path, problem: errorMessage(error), retry: !readable });
    }
  };
  await pMap(paths, readOne, { concurrency: photosAtOnce });
  return work;
}
