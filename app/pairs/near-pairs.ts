import type { Neighbours } from '../store/pairs.ts';

/**
 * The stored lists as near pairs between nodes, each once: a pair counts when either photo lists the other, since a
 * photo in a crowd may not list all that list it.
 * @param nodeOf the node of each content that is grouped; others are passed over.
 * @returns the pairs, and how many nodes have no list yet.
 */
export function nearPairs(lists: ReadonlyMap<number, Neighbours>, nodeOf: ReadonlyMap<number, number>) {
  const a: number[] = [];
  const b: number[] = [];
  const cosine: number[] = [];
  let listed = 0;
  for (const [content, { contents, cosines }] of lists) {
    const node = nodeOf.get(content);
    if (node === undefined) continue;
    listed++;
    contents.forEach((otherContent, at) => {
      const other = nodeOf.get(otherContent);
      if (other === undefined) return;
      // The smaller node's list has the word, unless it leaves the pair out.
      if (node > other && (lists.get(otherContent)?.contents.includes(content) ?? false)) return;
      a.push(node);
      b.push(other);
      cosine.push(cosines[at] ?? 0);
    });
  }
  const near = { a: Int32Array.from(a), b: Int32Array.from(b), cosine: Float32Array.from(cosine) };
  return { near, awaiting: nodeOf.size - listed };
}
