/**
 * Finds of verified pairs which photo was made from the other: what is around a picture and is no picture, the plain
 * ground on which it was turned, or how its compression rounded. Each pair is looked at once, and only if it decides anything.
 */
import pMap from 'p-map';
import type { Content, Decoders } from '../decoding/decoders.ts';
import { PersonError } from '../errors.ts';
import { isCopy } from '../grouping/kinds.ts';
import { decode } from '../images/decode.ts';
import type { Lay } from '../images/measure/made/laid-frames.ts';
import { asEvidence, certain } from '../images/measure/made/made-from.ts';
import { isSurround, isTurnedOnGround } from '../images/measure/surround.ts';
import { thumbnailSide } from '../images/thumbnail.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import { thumbnailOf } from '../pairs/thumbnail-of.ts';
import { OpenLineage } from './open-lineage.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { VerifiedPair } from '../store/pairs.ts';
import type { Store } from '../store/store.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';
import type { Relation } from '../vision/verify/relation.ts';

/** Changes when lineage is told in another way: pairs are looked at anew then. */
export const lineageVersion = 'lineage-4';

/** Degrees within which a turn is one by quarters; and shares from which two frames are one, or the one has more. */
const upright = 2;
const sameFrame = 0.93;
const hasMore = 0.97;
/** Larger pictures are not held against each other pixel by pixel: they would fill the memory. */
const largest = 64e6;

const pairsAtOnce = 2;

export async function traceLineage(store: Store, decoders: Decoders, control: JobControl<ScanPhase>): Promise<void> {
  const lineage = new OpenLineage(store);
  const pairs = lineage.inOrder(pairsToTrace(store), lineageVersion);
  let done = 0;
  await pMap(
    pairs,
    (one) =>
      control.step(async () => {
        if (control.signal.aborted) return;
        control.progress('verifying', done++, pairs.length, 'lineage');
        if (!lineage.isOpen(one)) return;
        const [a, b] = [one.a.content, one.b.content];
        const evidence = await lineageOf(store, decoders, a, b, isCopy(one.pair.kind));
        if (evidence === 'unreachable') return;
        store.measures.saveLineage({ a: a.id, b: b.id, evidence }, lineageVersion);
        lineage.learn(one, evidence);
      }),
    { concurrency: pairsAtOnce },
  );
}

/** The verified pairs of photos of which one may have been made from the other, whether that was found out or not. */
export function pairsToTrace(store: Store): VerifiedPair[] {
  const unseen = store.photos.notSeenWhole();
  return store.pairs
    .verified(proverVersion)
    .filter(({ a, b, kind }) => kind !== 'burst' && kind !== 'same-pixels' && !unseen.has(a) && !unseen.has(b));
}

/** @returns evidence, or `unreachable` where a file cannot be read now: another scan asks again. */
async function lineageOf(
  store: Store,
  decoders: Decoders,
  a: ContentRow,
  b: ContentRow,
  areCopies: boolean,
): Promise<number | 'unreachable'> {
  const relation = store.pairs.relation(a.id, b.id) as Omit<Relation, 'kind'> | null;
  if (relation === null) return 0;
  const { turn, mirrored, inside, box, share } = relation;
  const quarters = Math.round(turn / 90);
  const isByQuarters = Math.abs(turn - 90 * quarters) < upright;
  const small = (content: ContentRow) => decode(thumbnailOf(store, content), thumbnailSide, false);
  const [outer, inner] = inside === 'a' ? [b, a] : [a, b];
  const isAround = (found: boolean) => (found ? asEvidence(inside === 'a' ? 'b' : 'a', certain) : 0);
  if (!isByQuarters) {
    // A mirrored one that is turned back turns the same way round.
    const degrees = inside === 'a' || mirrored ? turn : -turn;
    return isAround(isTurnedOnGround(await small(outer), box, degrees, inner.width / inner.height));
  }
  const lay = { mirrored, quarters: (quarters + 4) % 4 };
  if (share >= sameFrame && fits(a, b, lay)) {
    if (a.orientation !== 1 || b.orientation !== 1 || a.width * a.height > largest) return 0;
    return madeOf(store, decoders, a, b, { lay, areCopies });
  }
  if (box.width * box.height >= hasMore) return 0;
  return isAround(isSurround(await small(outer), box));
}

function fits(a: ContentRow, b: ContentRow, { quarters }: Lay): boolean {
  const [width, height] = quarters % 2 === 1 ? [a.height, a.width] : [a.width, a.height];
  return width === b.width && height === b.height;
}

async function madeOf(
  store: Store,
  decoders: Decoders,
  a: ContentRow,
  b: ContentRow,
  asked: { lay: Lay; areCopies: boolean },
): Promise<number | 'unreachable'> {
  try {
    const answer = await decoders.ofPair(contentOf(store, a), contentOf(store, b), 'made', asked);
    return answer === null ? 'unreachable' : answer.output;
  } catch (error) {
    // What cannot be decoded whole tells nothing, now or later.
    if (error instanceof PersonError) return 0;
    throw error;
  }
}

function contentOf(store: Store, { sha256 }: ContentRow): Content {
  return { sha256, paths: store.photos.pathsOf(sha256) };
}
