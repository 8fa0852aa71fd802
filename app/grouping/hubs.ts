/**
 * Hub linkage: every member of a group is linked directly to the group's hub, the node with the most and strongest
 * links among those still free. Connected components would chain strangers together; complete linkage would split
 * two edits of one photo, which resemble it but not each other. Steps 2 to 4 of grouping.ts use it; in step 4, of photos that
 * look alike and are not one picture, members must be linked to each other as well.
 */
import TinyQueue from 'tinyqueue';
import type { Conflicts } from './constraints.ts';

/** Undirected links between nodes; each pair once. */
export interface Links {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
  /** Strength of each link, above 0: the cosine. */
  strength: ArrayLike<number>;
}

interface Candidate {
  node: number;
  score: number;
}

/** Of the members that a group has beside its hub, a further one must be linked to half of them, or to this many. */
const enoughOfMany = 3;

/**
 * @param count nodes are 0 … count − 1; on equal scores the smaller goes first.
 * @param holdTogether whether the hub alone is not enough: two strangers may both look like a third photo. Of many members
 * a few are: lists of near photos end, and frames of a long burst are not all in each other's.
 * @returns the hub of each node; a node that is in no group is its own.
 */
export function hubLinkage(count: number, links: Links, conflicts: Conflicts, holdTogether = false): Int32Array {
  const hubs = new Int32Array(count).fill(-1);
  const { start, neighbour, strength } = adjacency(count, links);

  // What a node is worth as a hub: the strength of its links to free nodes, which also counts them.
  const score = (node: number) => {
    let sum = 0;
    for (let at = start[node]; at < start[node + 1]; at++) if (hubs[neighbour[at]] === -1) sum += strength[at];
    return sum;
  };
  const belongs = (node: number, members: ReadonlySet<number>) => {
    const needed = Math.min(enoughOfMany, Math.ceil(members.size / 2));
    let linked = 0;
    for (let at = start[node]; at < start[node + 1] && linked < needed; at++)
      linked += Number(members.has(neighbour[at]));
    return linked >= needed;
  };
  const candidates: Candidate[] = [];
  for (let node = 0; node < count; node++)
    if (start[node + 1] > start[node]) candidates.push({ node, score: score(node) });
  const queue = new TinyQueue(candidates, (x, y) => y.score - x.score || x.node - y.node);

  for (let best = queue.pop(); best !== undefined; best = queue.pop()) {
    const { node } = best;
    if (hubs[node] !== -1) continue;
    const now = score(node);
    if (now < best.score) {
      // Some of its neighbours were taken since it was queued.
      if (now > 0) queue.push({ node, score: now });
      continue;
    }
    hubs[node] = node;
    const free = [];
    for (let at = start[node]; at < start[node + 1]; at++) {
      const other = neighbour[at];
      if (hubs[other] === -1) free.push({ other, strength: strength[at] });
    }
    free.sort((x, y) => y.strength - x.strength || x.other - y.other);
    const excluded = new Set(conflicts.of(node));
    const members = new Set<number>();
    for (const { other } of free) {
      if (excluded.has(other) || (holdTogether && !belongs(other, members))) continue;
      members.add(other);
      hubs[other] = node;
      for (const stranger of conflicts.of(other) ?? []) excluded.add(stranger);
    }
  }
  return hubs.map((hub, node) => (hub === -1 ? node : hub));
}

/** Each node's links side by side: those of node i stand at start[i] … start[i + 1]. */
function adjacency(count: number, { a, b, strength }: Links) {
  const start = new Int32Array(count + 1);
  for (let link = 0; link < a.length; link++) {
    start[a[link] + 1]++;
    start[b[link] + 1]++;
  }
  for (let node = 0; node < count; node++) start[node + 1] += start[node];
  const next = start.slice();
  const neighbour = new Int32Array(a.length * 2);
  const strengths = new Float64Array(a.length * 2);
  const place = (from: number, to: number, value: number) => {
    const at = next[from];
    next[from] = at + 1;
    neighbour[at] = to;
    strengths[at] = value;
  };
  for (let link = 0; link < a.length; link++) {
    place(a[link], b[link], strength[link]);
    place(b[link], a[link], strength[link]);
  }
  return { start, neighbour, strength: strengths };
}
