/** The middles of the pictures that were looked at last: a photo is held against its whole family, one after the other. */
import { decodeStored } from '../images/decode.ts';
import { luminanceSteps } from '../images/jpeg-coding.ts';
import { middleOf, type FramePixels } from '../images/measure/made/laid-frames.ts';
import { readMetadata } from '../images/metadata.ts';

/** Each takes 3 MB at most. */
const most = 10;

export class HeldFrames {
  /** By content hash, what was asked for last at the end. */
  readonly #frames = new Map<string, FramePixels>();

  /** @throws PersonError whose message completes "The file … ". */
  async of(sha256: string, bytes: Uint8Array): Promise<FramePixels> {
    const frame = this.#frames.get(sha256) ?? (await framePixels(bytes));
    this.#frames.delete(sha256);
    this.#frames.set(sha256, frame);
    const [oldest] = this.#frames.keys();
    if (this.#frames.size > most && oldest !== undefined) this.#frames.delete(oldest);
    return frame;
  }
}

async function framePixels(file: Uint8Array): Promise<FramePixels> {
  const { alpha } = await readMetadata(file);
  return middleOf(await decodeStored(file, alpha), luminanceSteps(file));
}
