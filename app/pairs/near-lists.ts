/** Near lists: of each photo the photos near to it, under the encoder alone or under a learned head, brought up to date. */
import type { JobControl } from '../jobs/queue.ts';
import { toUnitRows } from '../grouping/distance.ts';
import type { NearList } from '../grouping/neighbours.ts';
import type { Neighbours } from '../store/pairs.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/encoder/model.ts';
import { searchNeighbours } from './near-search.ts';

/** Near pairs are kept down to this cosine: those below 0.5 (distance 1) are never grouped unless they are verified. */
export const cosineFloor = 0.3;
/** The most neighbours that are kept of a photo. */
export const neighbourLimit = 100;

export interface NearListsControl {
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
  /** Other jobs may go on while the search is on. */
  aside: JobControl<never>['aside'];
}

/**
 * Looks at photos that have no list against all, and mends the lists of the others.
 * @param head whose lists; null for the vectors as the encoder gives them.
 * @returns false when it was stopped; nothing is changed then.
 */
export async function updateNearLists(
  store: Store,
  model: Model,
  head: { version: number; matrix: Float32Array } | null,
  control: NearListsControl,
): Promise<boolean> {
  const version = head?.version ?? 0;
  // Lists name contents; the search numbers them by content hash, so that chance has no part in it.
  const ids = store.photos.contents().map(({ id }) => id);
  const nodeOf = new Map(ids.map((id, node) => [id, node]));
  const { known, stale, pending } = knownLists(store.pairs.neighbours(version), ids, nodeOf);
  if (pending.size === 0 && stale.length === 0) return true;

  control.progress(0, pending.size);
  const { dimensions } = model.output;
  const stored = store.vectors.load();
  const vectors = new Float32Array(new SharedArrayBuffer(stored.vectors.length * 4));
  toUnitRows(stored.vectors, dimensions, vectors);
  const owners = Int32Array.from(stored.owners, (id) => nodeOf.get(id) ?? -1);
  const { saves } = store.pairs;
  const search = () =>
    searchNeighbours(
      {
        vectors,
        dimensions,
        owners,
        pending,
        known,
        floor: cosineFloor,
        limit: neighbourLimit,
        matrix: head?.matrix ?? null,
      },
      control.signal,
      (share) => control.progress(Math.floor(share * pending.size), pending.size),
    );
  const lists = await control.aside(search);
  if (lists === null) return false;
  // Another job found near photos meanwhile: what was found here may lack them.
  if (store.pairs.saves !== saves) return updateNearLists(store, model, head, control);

  store.transaction(() => {
    store.pairs.removeNeighbours(stale, version);
    store.pairs.saveNeighbours(
      [...lists].map(([node, list]) => [ids[node] ?? 0, toStored(list, ids)]),
      version,
    );
  });
  control.progress(pending.size, pending.size);
  return true;
}

/**
 * The stored lists that still hold, in the search's numbers. A list that named a photo which is gone is mended; one
 * that was full may have left out a photo for it, so that its photo is looked at anew. Lists of photos that are gone
 * are stale.
 */
function knownLists(stored: ReadonlyMap<number, Neighbours>, ids: number[], nodeOf: ReadonlyMap<number, number>) {
  const known = new Map<number, NearList>();
  for (const [id, { contents, cosines }] of stored) {
    const node = nodeOf.get(id);
    if (node === undefined) continue;
    const live = [...contents.keys()].filter((at) => nodeOf.has(contents[at] ?? 0));
    if (live.length < contents.length && contents.length === neighbourLimit) continue;
    known.set(node, {
      nodes: Int32Array.from(live, (at) => nodeOf.get(contents[at] ?? 0) ?? 0),
      cosines: Float32Array.from(live, (at) => cosines[at] ?? 0),
    });
  }
  const pending = new Set(ids.keys().filter((node) => !known.has(node)));
  const stale = [...stored.keys()].filter((id) => !nodeOf.has(id));
  return { known, stale, pending };
}

function toStored({ nodes, cosines }: NearList, ids: number[]): Neighbours {
  return { contents: nodes.map((node) => ids[node] ?? 0), cosines };
}
