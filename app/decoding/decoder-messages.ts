/** What the engine asks of a process that decodes, one thing at a time, and what that answers. */
import type { ReadFile } from '../files/read-photo.ts';
import type { PairProof } from './prove-pair.ts';
import type { PixelDigests } from '../images/digest.ts';
import type { Lay } from '../images/measure/made/laid-frames.ts';
import type { PictureMeasure } from '../images/measure/measure-picture.ts';
import type { PhotoMetadata } from '../images/metadata.ts';
import type { PhotoLook } from '../images/photo-look.ts';

/** Another file, by what it holds. */
export interface OtherFile {
  path: string;
  sha256: string;
}

/** All but `open` are about the photo that was opened last. */
export interface DecoderTasks {
  /** Reads a file and keeps its bytes, if it is no video; null when it is gone. */
  open: { input: { path: string }; output: Pick<ReadFile, 'sha256' | 'size' | 'video'> | null };
  look: { input: { side: number }; output: PhotoLook };
  metadata: { input: object; output: PhotoMetadata };
  digests: { input: { orientation: number }; output: PixelDigests };
  measure: { input: object; output: PictureMeasure };
  /**
   * Which of the photo (`a`) and another file (`b`) was made from the other: a logarithm of odds, above 0 where `b` was;
   * `gone` where that file holds its content no more.
   */
  made: { input: { other: OtherFile; lay: Lay; areCopies: boolean }; output: number | 'gone' };
  /** Whether the photo (`a`) and another file are copies of each other; `gone` as above. */
  prove: { input: { other: OtherFile }; output: PairProof | 'gone' };
  preview: { input: { side: number }; output: Uint8Array };
}

export type DecoderTask = keyof DecoderTasks;
/** Those that take two files. */
export type PairTask = 'made' | 'prove';

export interface DecoderRequest<Task extends DecoderTask = DecoderTask> {
  task: Task;
  input: DecoderTasks[Task]['input'];
}

/** A problem completes "The file … ". */
export type DecoderAnswer<Task extends DecoderTask = DecoderTask> =
  { output: DecoderTasks[Task]['output'] } | { problem: string };

/** What a process says on its standard error before it ends itself for taking too much memory. */
export const outOfMemory = 'twinlens: out of memory';

/** The most memory that decoding one photo may take, the process itself included, in bytes. */
export const mostMemory = 1024 ** 3;
