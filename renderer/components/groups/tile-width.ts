/** Photos are shown whole, but for very long ones: theirs is no wider, or narrower, than these shapes. */
const [narrowest, widest] = [0.75, 1.6];

/** @returns how wide a photo of the list is, where it is so high; in pixels. */
export function tileWidth(photo: { width: number; height: number }, height: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, photo.width / photo.height)) * height);
}
