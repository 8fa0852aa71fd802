/**
 * Near pairs: for each photo, the photos whose cosine is at least a floor, nearest first, at most `limit` of them.
 * Exact: the blocked matrix product only proposes; each proposal's cosine is then summed in a fixed order. A list is
 * therefore a function of the photos alone, whatever the order and the number of steps in which they came.
 */
import { cosine } from './distance.ts';
import type { Product } from './product.ts';

/** Nodes are photos, numbered in the order of their content hashes, which also breaks ties. */
export interface NearList {
  nodes: Int32Array;
  cosines: Float32Array;
}

export interface NeighbourSearch {
  /** Unit vectors, one row each. A photo may have several rows: its cosine to another is the best of all. */
  vectors: Float32Array;
  dimensions: number;
  /** The node of each row. */
  owners: Int32Array;
  /** The nodes whose lists are wanted; lists of other nodes are brought up to date with them. */
  pending: ReadonlySet<number>;
  /** What is known of the other nodes. */
  known: ReadonlyMap<number, NearList>;
  floor: number;
  limit: number;
  product: Product;
  /** Told the share that is done, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

const blockRows = 512;
const blockColumns = 4096;
/** How far single precision may be off: proposals this far below the floor are looked at as well. */
const slack = 1e-4;

/** @returns every list that is new or changed. Lists of pending nodes are always among them. */
export async function findNeighbours(search: NeighbourSearch): Promise<Map<number, NearList>> {
  const { vectors, dimensions, owners, pending, known, floor, limit, product } = search;
  // Pending rows first: then one triangle of blocks covers each pair once, and known × known is never looked at.
  const order = [...owners.keys()].sort(
    (a, b) => Number(pending.has(owners[b])) - Number(pending.has(owners[a])) || a - b,
  );
  const pendingRows = order.findIndex((row) => !pending.has(owners[row]));
  const queryCount = pendingRows === -1 ? order.length : pendingRows;
  const sorted = new Float32Array(vectors.length);
  order.forEach((row, at) => sorted.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions));
  const nodes = Int32Array.from(order, (row) => owners[row]);

  const candidates = new Map<number, Candidates>();
  const listOf = (node: number) => {
    let list = candidates.get(node);
    if (list === undefined) candidates.set(node, (list = new Candidates(limit, known.get(node))));
    return list;
  };
  for (const node of pending) candidates.set(node, new Candidates(limit, undefined));

  const rowsOf = (start: number, end: number) => sorted.subarray(start * dimensions, end * dimensions);
  for (let top = 0; top < queryCount; top += blockRows) {
    const bottom = Math.min(top + blockRows, queryCount);
    for (let left = top; left < nodes.length; left += blockColumns) {
      search.signal?.throwIfAborted();
      const right = Math.min(left + blockColumns, nodes.length);
      const width = right - left;
      const products = await product(rowsOf(top, bottom), rowsOf(left, right), dimensions);
      for (let at = 0; at < products.length; at++) {
        if (products[at] < floor - slack) continue;
        const row = top + Math.floor(at / width);
        const column = left + (at % width);
        const a = nodes[row];
        const b = nodes[column];
        if (column <= row || a === b) continue;
        const exact = cosine(sorted, dimensions, row, column);
        if (exact < floor) continue;
        listOf(a).add(b, exact);
        listOf(b).add(a, exact);
      }
    }
    // The triangle's rows get shorter: progress counts pairs, not rows.
    search.onProgress?.(1 - (1 - bottom / queryCount) ** 2);
  }
  return new Map([...candidates].map(([node, list]) => [node, list.finish()]));
}

/** Collects a node's neighbours; cut back now and then, so that a dense crowd of photos cannot fill the memory. */
class Candidates {
  readonly #limit: number;
  #nodes: number[];
  #cosines: number[];

  constructor(limit: number, known: NearList | undefined) {
    this.#limit = limit;
    this.#nodes = [...(known?.nodes ?? [])];
    this.#cosines = [...(known?.cosines ?? [])];
  }

  /** A node may come several times, by several rows: the best counts. */
  add(node: number, exact: number): void {
    this.#nodes.push(node);
    this.#cosines.push(Math.fround(exact));
    if (this.#nodes.length <= this.#limit * 4) return;
    const { nodes, cosines } = this.finish();
    this.#nodes = [...nodes];
    this.#cosines = [...cosines];
  }

  finish(): NearList {
    const node = (at: number) => this.#nodes[at];
    const cosineAt = (at: number) => this.#cosines[at];
    const order = [...this.#nodes.keys()].sort((a, b) => cosineAt(b) - cosineAt(a) || node(a) - node(b));
    const seen = new Set<number>();
    const best = order.filter((at) => !seen.has(node(at)) && seen.add(node(at))).slice(0, this.#limit);
    return { nodes: Int32Array.from(best, node), cosines: Float32Array.from(best, cosineAt) };
  }
}
