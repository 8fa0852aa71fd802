/** Names for files in a folder where others may be. */
import { extname } from 'node:path';

/** Bytes that a name may have on the usual file systems, less what a trash's note or a counter adds. */
const longestName = 235;

/** A name's part before its extension, which companions share: `IMG_1` of `IMG_1.jpg`. */
export function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}

/**
 * The names of files that go together, for the `attempt`-th try: ` (2)` and so on goes behind what they have in common,
 * so that `IMG_1.jpg` and `IMG_1.xmp` stay a pair as `IMG_1 (2).jpg` and `IMG_1 (2).xmp`.
 * @param names the photo's first. @param attempt from 1, which leaves the names as they are.
 */
export function numbered(names: readonly string[], attempt: number): string[] {
  const stem = stemOf(names[0] ?? '');
  return names.map((name) => {
    const own = name.startsWith(stem) ? stem : stemOf(name);
    return fitted(attempt === 1 ? own : `${own} (${attempt})`, name.slice(own.length));
  });
}

/** Shortens a stem, whole characters at a time, until the name fits. */
export function fitted(stem: string, ending: string): string {
  const characters = Array.from(stem);
  while (Buffer.byteLength(characters.join('') + ending) > longestName && characters.length > 1) characters.pop();
  return characters.join('') + ending;
}
