/** Which photo of a group to keep. */

export interface KeeperCandidate {
  path: string;
  width: number;
  height: number;
  bytes: number;
  /** Microseconds since 1970. */
  modified: number;
  offline: boolean;
}

/** The first of these that differs decides; each is negative when `a` is the better keeper. */
const rules: ((a: KeeperCandidate, b: KeeperCandidate) => number)[] = [
  (a, b) => b.width * b.height - a.width * a.height, // the most pixels,
  (a, b) => b.bytes - a.bytes, // the least compressed,
  (a, b) => Number(a.offline) - Number(b.offline), // within reach,
  (a, b) => a.modified - b.modified, // the oldest,
  (a, b) => a.path.length - b.path.length, // the shortest path,
  (a, b) => (a.path < b.path ? -1 : 1), // and then something that never changes.
];

/** Sorts a group's photos, the keeper first. */
export function byKeeping(a: KeeperCandidate, b: KeeperCandidate): number {
  for (const rule of rules) {
    const order = rule(a, b);
    if (order !== 0) return order;
  }
  return 0;
}
