/** What chance makes of files: flipped bits, overwritten runs, cut ends, missing and doubled pieces, extreme numbers. */

/** @param next a seeded source of numbers from 0 to 1. @returns a copy with one to eight of those done to it. */
export function mutated(file: Uint8Array, next: () => number): Uint8Array {
  let bytes = Uint8Array.from(file);
  const below = (limit: number) => Math.floor(next() * limit);
  // Headers decide most: half of all changes fall on the first 512 bytes.
  const place = () => below(next() < 0.5 ? Math.min(512, bytes.length) : bytes.length);
  const changes: (() => void)[] = [
    () => (bytes[place()]! ^= 1 << below(8)),
    () => (bytes[place()] = [0, 0xff, 0x7f, 0x80, 1][below(5)]!),
    () => bytes.fill(below(256), place(), place()),
    () => (bytes = bytes.slice(0, 1 + below(bytes.length))),
    () => {
      const at = place();
      bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(Math.min(bytes.length, at + below(64)))]);
    },
    () => {
      const [at, length] = [place(), below(256)];
      bytes = Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
    },
    () => {
      // A number that says how large, how many or how far.
      const at = Math.min(place(), Math.max(0, bytes.length - 4));
      new DataView(bytes.buffer).setUint32(
        at,
        [0xffffffff, 0x7fffffff, 0x80000000, 0, 0x10000][below(5)]!,
        next() < 0.5,
      );
    },
  ];
  for (let times = 1 + below(8); times > 0 && bytes.length > 4; times--) changes[below(changes.length)]!();
  return bytes;
}
