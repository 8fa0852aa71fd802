/** What follows a JPEG's end of image (an MPO's second picture, a Motion Photo's video, a gain map), and depth maps inside its XMP. */
import { endOfScan } from '../jpeg-scan.ts';
import { withoutPadding } from './padding.ts';

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const application1 = 0xe1;
/** Less than this behind the end is a writer's slip. */
const fewest = 64;
/** Of extended XMP (Adobe XMP specification, part 3, 1.1.3.1): a name, an MD5, lengths; the payload follows. */
const extension = Buffer.from('http://ns.adobe.com/xmp/extension/\0');
const extensionHeader = 40;
const pictures = /G(?:Depth|Image):Data/;

export function jpegParts(bytes: Uint8Array): Uint8Array[] {
  const extensions: Uint8Array[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    if (marker === endOfImage) return parts(extensions, bytes.subarray(at + 2));
    if (marker === startOfImage || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    const body = bytes.subarray(at + 4, end);
    if (marker === application1 && extension.equals(body.subarray(0, extension.length)))
      extensions.push(body.subarray(extension.length + extensionHeader));
    at = marker === startOfScan ? endOfScan(bytes, end) : end;
  }
  if (at + 2 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] === endOfImage)
    return parts(extensions, bytes.subarray(at + 2));
  return parts(extensions, new Uint8Array());
}

function parts(extensions: readonly Uint8Array[], behind: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  const packet = Buffer.concat(extensions);
  if (pictures.test(packet.toString('latin1'))) found.push(packet);
  const rest = withoutPadding(behind);
  if (rest.length >= fewest) found.push(rest);
  return found;
}
