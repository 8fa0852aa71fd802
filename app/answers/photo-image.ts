/** The pictures of photos that the window shows, by content. */
import type { Core } from '../contract/contract.ts';
import { fullSide, previewSide } from '../contract/image-sizes.ts';
import type { Decoders } from '../decoding/decoders.ts';
import type { Store } from '../store/store.ts';
import type { Checks } from './check-answers.ts';

interface ImageTools {
  store: Store;
  checks: Pick<Checks, 'thumbnail'>;
  decoders: Decoders;
}

/** A picture that is larger is not sent: noise at 67 megapixels. What shows less of it is there instead. */
const mostBytes = 48 * 1024 ** 2;

/** Only a thumbnail is there without the photo's file. */
export function photoImage({ store, checks, decoders }: ImageTools): Core['image'] {
  return async (sha256, size) => {
    if (size === 'thumbnail') {
      const bytes = store.photos.thumbnail(sha256) ?? checks.thumbnail(sha256);
      return bytes === null ? null : { bytes, type: 'image/jpeg' };
    }
    const content = { sha256, paths: store.photos.pathsOf(sha256) };
    const side = size === 'full' ? fullSide : previewSide;
    const preview = await decoders.ofContent(content, 'preview', { side }, true);
    if (preview === null || preview.output.byteLength > mostBytes) return null;
    return { bytes: preview.output, type: 'image/jpeg' };
  };
}
