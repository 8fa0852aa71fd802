import type { Caller } from '../../app/contract/contract.ts';
import type { ImageSize } from '../../app/contract/image-sizes.ts';

/** lost: nobody answers, it keeps trying by itself; locked: somebody answers, but not to this window. */
export type Link = 'connecting' | 'open' | 'lost' | 'locked';

/** The core as the window holds it, whatever carries the calls. */
export interface Client extends Caller {
  /** The address of a photo's picture, by content. */
  image(sha256: string, size: ImageSize): string;
  /** Where a file or folder that was dropped on the window lies; null in a browser, which does not tell. */
  pathOf(file: File): string | null;
  /** Where this window may store what it has not delivered; other windows must not deliver it as well. @throws DOMException */
  storage(): Storage;
  /** Tells how the link stands now and whenever that changes; returns the function that stops listening. */
  onLink(listener: (link: Link) => void): () => void;
}

/** A call that was not answered. The message is a sentence for the person. */
export class CallError extends Error {
  override name = 'CallError';
}
