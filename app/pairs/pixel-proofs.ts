import { compressedDigest } from '../images/compressed.ts';
import { pixelDigests, type PixelDigests } from '../images/digest.ts';

/** What may prove that two photos have equal pixels. Each is made once, when it is asked for. */
export interface Proofs {
  /** Of a JPEG's compressed data: cheap. Null when the photo is no JPEG, or out of reach. */
  compressed: () => Promise<string | null>;
  /** Of all pixels: costs a whole decoding. Null when the photo is out of reach. */
  pixels: () => Promise<PixelDigests | null>;
}

/**
 * @param read gives the photo's bytes, or null when it is out of reach.
 * @param digests gives what its pixels hash to; decoded in this process when left out.
 */
export function proofsOf(
  read: () => Promise<Uint8Array | null>,
  orientation: number,
  digests?: () => Promise<PixelDigests | null>,
): Proofs {
  let compressed: Promise<string | null> | undefined;
  let pixels: Promise<PixelDigests | null> | undefined;
  const from = async <Proof>(make: (bytes: Uint8Array) => Proof | Promise<Proof>): Promise<Proof | null> => {
    const bytes = await read();
    return bytes === null ? null : make(bytes);
  };
  return {
    compressed: () => (compressed ??= from(compressedDigest)),
    pixels: () => (pixels ??= digests?.() ?? from((bytes) => pixelDigests(bytes, orientation))),
  };
}
