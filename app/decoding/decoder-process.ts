/**
 * A process that reads and decodes photos for the engine, one at a time. Whatever a hostile file does to a decoder, it
 * does it here.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { errorMessage, PersonError } from '../errors.ts';
import { readPhoto, type ReadFile } from '../files/read-photo.ts';
import { pixelDigests } from '../images/digest.ts';
import { asEvidence, certain, madeFrom } from '../images/measure/made/made-from.ts';
import { madeWithLoss } from '../images/measure/made/lossless-source.ts';
import { measurePicture } from '../images/measure/measure-picture.ts';
import { readMetadata } from '../images/metadata.ts';
import { lookAtPhoto } from '../images/photo-look.ts';
import { encodePreview } from '../images/preview.ts';
import { lookAtVideo, videoPreview } from '../videos/video-look.ts';
import { passedOverReasons } from '../files/look-inside.ts';
import { smallHeap } from '../small-heap.ts';
import type { DecoderAnswer, DecoderRequest, DecoderTask, DecoderTasks, OtherFile } from './decoder-messages.ts';
import { HeldFrames } from './held-frames.ts';
import { provePair } from './prove-pair.ts';

let file: ReadFile | null = null;
const frames = new HeldFrames();

function opened(): ReadFile {
  if (file === null) throw new Error('No photo is open.');
  return file;
}

function bytes(): Uint8Array {
  const { bytes: read } = opened();
  if (read === null) throw new PersonError(passedOverReasons.video);
  return read;
}

type Doing = { [Task in DecoderTask]: (input: DecoderTasks[Task]['input']) => Promise<DecoderTasks[Task]['output']> };

const tasks: Doing = {
  open: async ({ path }) => {
    file = null;
    file = await readPhoto(path);
    return file === null ? null : { sha256: file.sha256, size: file.size, video: file.video };
  },
  look: ({ side }) => {
    const { path, video } = opened();
    return video === null ? lookAtPhoto(bytes(), side) : lookAtVideo({ path, format: video }, side);
  },
  metadata: () => readMetadata(bytes()),
  digests: ({ orientation }) => pixelDigests(bytes(), orientation),
  measure: () => measurePicture(bytes()),
  made: async ({ other, lay, areCopies }) => {
    const second = await readOther(other);
    if (second === null) return 'gone';
    const [a, b] = [await frames.of(opened().sha256, bytes()), await frames.of(other.sha256, second)];
    const evidence = madeFrom(a, b, lay, areCopies);
    return areCopies && evidence === 0 ? asEvidence(await madeWithLoss(bytes(), second), certain) : evidence;
  },
  prove: async ({ other }) => {
    const second = await readOther(other);
    return second === null ? 'gone' : provePair(bytes(), second);
  },
  preview: ({ side }) => {
    const { path, video } = opened();
    return video === null ? encodePreview(bytes(), side) : videoPreview({ path, format: video }, side);
  },
};

/** @returns null where the file cannot be read now, or holds another content. */
async function readOther({ path, sha256 }: OtherFile): Promise<Uint8Array | null> {
  try {
    const other = await readPhoto(path);
    return other?.sha256 === sha256 ? other.bytes : null;
  } catch (error) {
    if (error instanceof PersonError) return null;
    throw error;
  }
}

async function answer<Task extends DecoderTask>({ task, input }: DecoderRequest<Task>): Promise<DecoderAnswer<Task>> {
  try {
    return { output: await tasks[task](input) };
  } catch (error) {
    // A decoder that stumbles in JavaScript over what is in a file is no reason to stop: the file is named, with its words.
    return {
      problem: error instanceof PersonError ? error.message : `cannot be decoded: ${errorMessage(error)}`,
    };
  }
}

// A thread of its own sees it also while a decoder keeps this one busy.
new Worker(new URL(`./memory-watch${extname(import.meta.url)}`, import.meta.url), {
  resourceLimits: smallHeap,
}).unref();
process.on('message', (request: DecoderRequest) => void answer(request).then((reply) => process.send?.(reply)));
// The engine ends this process; an interrupt from the terminal is for the engine.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
