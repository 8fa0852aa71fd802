/** Compares what is new with everything: near pairs first, then the verifier looks at the nearest of them. */
import { toUnitRows } from '../grouping/distance.ts';
import type { NearList } from '../grouping/neighbours.ts';
import type { Neighbours } from '../store/pairs.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/model.ts';
import { searchNeighbours } from './neighbours.ts';
import type { JobControl } from './queue.ts';
import type { ScanPhase, ScanTools } from './scan.ts';
import { verifyPairs } from './verify-pairs.ts';

/** Near pairs are kept down to this cosine: those below 0.5 (distance 1) are never grouped unless they are verified. */
export const cosineFloor = 0.3;
/** The most neighbours that are kept of a photo. */
export const neighbourLimit = 100;

export async function compare(
  { store, model, verifier }: Pick<ScanTools, 'store' | 'model' | 'verifier'>,
  control: JobControl<ScanPhase>,
): Promise<void> {
  await findNear(store, model, control);
  if (!control.signal.aborted) await verifyPairs(store, verifier, control);
}

async function findNear(store: Store, model: Model, control: JobControl<ScanPhase>): Promise<void> {
  // Lists name contents; the search numbers them by content hash, so that chance has no part in it.
  const ids = store.photos.contents().map(({ id }) => id);
  const nodeOf = new Map(ids.map((id, node) => [id, node]));
  const { known, stale, pending } = knownLists(store, ids, nodeOf);
  if (pending.size === 0 && stale.length === 0) return;

  control.progress('comparing', 0, pending.size);
  const { dimensions } = model.output;
  const stored = store.vectors.load();
  const vectors = new Float32Array(new SharedArrayBuffer(stored.vectors.length * 4));
  toUnitRows(stored.vectors, dimensions, vectors);
  const owners = Int32Array.from(stored.owners, (id) => nodeOf.get(id) ?? -1);
  const lists = await searchNeighbours(
    { vectors, dimensions, owners, pending, known, floor: cosineFloor, limit: neighbourLimit },
    control.signal,
    (share) => control.progress('comparing', Math.floor(share * pending.size), pending.size),
  );
  if (lists === null) return;

  store.transaction(() => {
    store.pairs.removeNeighbours(stale);
    store.pairs.saveNeighbours([...lists].map(([node, list]) => [ids[node] ?? 0, toStored(list, ids)]));
  });
  control.progress('comparing', pending.size, pending.size);
}

/**
 * The stored lists that still hold, in the search's numbers. A list that named a photo which is gone is mended; one
 * that was full may have left out a photo for it, so that its photo is looked at anew. Lists of photos that are gone
 * are stale.
 */
function knownLists(store: Store, ids: number[], nodeOf: Map<number, number>) {
  const known = new Map<number, NearList>();
  const stored = store.pairs.neighbours();
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
