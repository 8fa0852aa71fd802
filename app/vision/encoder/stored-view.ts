/**
 * Undoes an EXIF orientation on pixels that were turned upright, giving the photo as it is stored. A copy whose
 * orientation tag was lost or changed looks turned, but is stored the same.
 *
 * @param pixels a square of `size` × `size`, `channels` bytes each, upright.
 * @param orientation EXIF 1 to 8 (TIFF 6.0, tag 274), the one that was applied.
 */
export function toStored(
  pixels: Uint8Array,
  size: number,
  channels: number,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  const stored = new Uint8Array(pixels.length);
  const last = size - 1;
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      // Where the stored pixel (x, y) is displayed.
      const [column, row] = displayedAt(x, y, last, orientation);
      const from = (row * size + column) * channels;
      const to = (y * size + x) * channels;
      for (let channel = 0; channel < channels; channel++) stored[to + channel] = pixels[from + channel];
    }
  return stored;
}

function displayedAt(x: number, y: number, last: number, orientation: number): [number, number] {
  switch (orientation) {
    case 2:
      return [last - x, y];
    case 3:
      return [last - x, last - y];
    case 4:
      return [x, last - y];
    case 5:
      return [y, x];
    case 6:
      return [last - y, x];
    case 7:
      return [last - y, last - x];
    case 8:
      return [y, last - x];
    default:
      return [x, y];
  }
}
