import { decode } from '../../../app/images/decode.ts';
import { readMetadata } from '../../../app/images/metadata.ts';
import { encodeThumbnail, thumbnailSide } from '../../../app/images/thumbnail.ts';
import { toVisible, type Visible } from '../../../app/pairs/verifier/visible-photo.ts';

/** A photo as the verifier comes to see it: by its thumbnail. */
export async function see(bytes: Uint8Array): Promise<Visible> {
  const metadata = await readMetadata(bytes);
  const thumbnail = await encodeThumbnail(await decode(bytes, thumbnailSide, metadata.alpha));
  return toVisible({ ...metadata, thumbnail });
}
