/**
 * Reads and analyses many photos: a few at a time, never all at once. While one photo is decoded another is embedded
 * and a third is read, so that disk, decoder and encoder all stay busy; what is done leaves at once.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import pMap from 'p-map';
import { errorMessage, PersonError } from '../errors.ts';
import type { Decoders, OpenPhoto } from '../decoding/decoders.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { Encoder } from '../vision/encoder/encoder.ts';
import type { Model } from '../vision/encoder/model.ts';
import { passedOverReasons } from '../files/look-inside.ts';
import { readingOrder } from './read-order.ts';
import { embedLook, type Analysis } from './analyse.ts';

export interface ReadTools {
  decoders: Decoders;
  encoder: Promise<Encoder> | Encoder;
  model: Model;
  /** Whether videos are taken; otherwise they are named as what they are. */
  videos: boolean;
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
 * @param control `step` is waited for before each photo.
 * @returns what was done, also when the signal stopped it early.
 */
export async function readPhotos(
  paths: readonly string[],
  tools: ReadTools,
  control: { signal?: AbortSignal; step?: JobControl<never>['step'] },
  take: (result: ReadResult) => void | Promise<void>,
): Promise<Work> {
  const work = { ...noWork };
  // The same content may be in work already, under another name.
  const inWork = new Map<string, Promise<unknown>>();
  const readingOf = readingOrder();
  const readOne = async (path: string) => {
    if (control.signal?.aborted) return;
    let readable = false;
    // Lets go those that wait for this content.
    let end = (): void => undefined;
    try {
      const reading = await readingOf(path);
      const look = async ({ sha256, bytes, video, ask }: OpenPhoto) => {
        readable = true;
        if (video !== null && !tools.videos) throw new PersonError(passedOverReasons.video);
        work.filesRead++;
        work.bytesRead += bytes;
        await inWork.get(sha256);
        if (tools.known(sha256)) return { sha256, bytes, look: null };
        const { promise, resolve } = Promise.withResolvers<undefined>();
        inWork.set(sha256, promise);
        end = () => {
          inWork.delete(sha256);
          resolve(undefined);
        };
        const decode = () => ask('look', { side: tools.model.input.size });
        return { sha256, bytes, look: await (bytes < largeFile || video !== null ? decode() : oneLarge(decode)) };
      };
      const seen = await tools.decoders.open(path, look, { reading });
      if (seen === null) {
        await take({ path, gone: true });
        return;
      }
      const { sha256, bytes } = seen;
      const analysis = seen.look === null ? null : await embedLook(seen.look, tools.encoder, tools.model);
      if (analysis !== null) {
        work.decoded++;
        work.embedded += analysis.vectors.length;
      }
      await take({ path, sha256, bytes, analysis });
    } catch (error) {
      if (!(error instanceof PersonError)) throw error;
      await take({ path, problem: errorMessage(error), retry: !readable });
    } finally {
      end();
    }
  };
  const step: JobControl<never>['step'] = control.step ?? ((work) => work());
  await pMap(paths, (path) => step(() => readOne(path)), { concurrency: photosAtOnce });
  return work;
}
