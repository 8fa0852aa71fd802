/** Trains a head once, by one objective, on lines of anchors, positives and negatives. */
import { tensor2d, tidy, valueAndGrad, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { HeadCosines } from './head-cosines.ts';
import type { Loss } from '../losses/loss.ts';
import { losses } from '../losses/losses.ts';
import { miners, type MinerName } from '../miners/miners.ts';
import type { Random } from '../random.ts';
import type { RowPair, RowTable } from './row-table.ts';
import type { Line, Sample } from './sampler.ts';
import type { Objective } from '../types.ts';

export interface TrainingSettings {
  objective: Objective;
  /** In the unit that the objective's loss documents. */
  margin: number;
  /** How far the first step goes: the Frobenius norm of the change of the head, whose identity has √rank. */
  rate: number;
  miner: MinerName;
}

/**
 * How strongly a head is drawn to the identity, from the strongest on: the weight of ½·‖M‖², in units of the slope that
 * the loss has at the identity, so that it means the same under every loss. A head at strength s changes by 1/s at most,
 * were the loss a plane. Training goes from each to the next, so that one run gives a head for each.
 */
export const strengths = [4, 2, 1, 0.5, 0.25] as const;

/** Steps at each strength. */
const steps = 6;
/** Of a step that is taken again in the next one. */
const momentum = 0.9;
/** Negatives of an anchor. */
const negativesEach = 4;

export interface Trained {
  /** The change M of the head, rank × rank, at each of `strengths`. */
  changes: Float32Array[];
  /** The loss before each step. */
  losses: number[];
}

/**
 * Full batches, chosen anew at each strength by the miner under the head as it is then.
 * @param breathe is awaited before each strength, so that others get their turn; what it throws ends the training.
 * @param onLoss is told the losses so far, after each strength.
 */
export async function trainHead(
  { table, lines }: Sample,
  { objective, margin, rate, miner }: TrainingSettings,
  random: Random,
  breathe: () => Promise<void>,
  onLoss?: (losses: readonly number[]) => void,
): Promise<Trained> {
  const { rank } = table;
  const change = new Float32Array(rank * rank);
  const velocity = new Float32Array(rank * rank);
  const trained: Trained = { changes: [], losses: [] };
  let unit: number | null = null;
  for (const strength of strengths) {
    await breathe();
    const batch = new Batch(table, mined(table, lines, change, miner, random));
    for (let step = 0; step < steps && lines.length > 0; step++) {
      const { value, slope } = batch.lossAt(change, losses[objective], margin);
      trained.losses.push(value);
      unit ??= norm(slope);
      if (unit === 0) break;
      for (let at = 0; at < slope.length; at++) slope[at] = slope[at] / unit + strength * change[at];
      // No step is longer than the first, however steep the loss becomes.
      const scale = rate / Math.max(1, norm(slope));
      for (let at = 0; at < change.length; at++) {
        velocity[at] = momentum * velocity[at] - scale * slope[at];
        change[at] += velocity[at];
      }
    }
    batch.dispose();
    trained.changes.push(change.slice());
    onLoss?.(trained.losses);
  }
  return trained;
}

/** An anchor with its positive and the negatives that were chosen for it. */
interface MinedLine {
  anchor: number;
  /** The positive first. */
  others: number[];
}

function mined(
  table: RowTable,
  lines: readonly Line[],
  change: Float32Array,
  miner: MinerName,
  random: Random,
): MinedLine[] {
  const distances = table.distances(
    lines.flatMap(({ anchor, positive, candidates }) => [positive, ...candidates].map((to): RowPair => [anchor, to])),
    change,
  );
  let at = 0;
  return lines.map(({ anchor, positive, candidates }) => {
    const own = distances[at];
    const negatives = [...distances.subarray(at + 1, at + 1 + candidates.length)];
    at += 1 + candidates.length;
    const places = miners[miner]({
      positive: own,
      negatives,
      count: negativesEach,
      dimensions: table.dimensions,
      random,
    });
    return { anchor, others: [positive, ...places.map((place) => candidates[place])] };
  });
}

/** Mined lines on the backend. */
class Batch {
  readonly #cosines: HeadCosines;
  readonly #negatives: Tensor2D;
  readonly #rank: number;

  constructor(table: RowTable, lines: readonly MinedLine[]) {
    const columns = lines.reduce((most, { others }) => Math.max(most, others.length), 1);
    const shape: [number, number] = [lines.length, columns];
    const pairAt = new Int32Array(lines.length * columns).fill(-1);
    const isNegative = new Float32Array(lines.length * columns);
    const pairs: RowPair[] = [];
    const placeOf = new Map<number, number>();
    lines.forEach(({ anchor, others }, line) => {
      others.forEach((other, column) => {
        const pair: RowPair = anchor < other ? [anchor, other] : [other, anchor];
        const name = pair[0] * table.length + pair[1];
        const place = placeOf.get(name) ?? pairs.push(pair) - 1;
        placeOf.set(name, place);
        pairAt[line * columns + column] = place;
        isNegative[line * columns + column] = column > 0 ? 1 : 0;
      });
    });
    this.#rank = table.rank;
    this.#cosines = new HeadCosines(table.pairs(pairs), table.rank, { shape, pairAt });
    this.#negatives = tensor2d(isNegative, shape);
  }

  /** @returns the loss and its slope in the change of the head, rank × rank. */
  lossAt(change: Float32Array, loss: Loss, margin: number): { value: number; slope: Float32Array } {
    const result = { value: 0, slope: new Float32Array(0) };
    // Nothing but tensors is handed through `tidy`: it looks for them in every entry of an array.
    tidy(() => {
      const lossOf = (m: Tensor): Scalar =>
        loss({ cosines: this.#cosines.under(m as Tensor2D), negatives: this.#negatives }, margin);
      const { value, grad } = valueAndGrad(lossOf)(tensor2d(change, [this.#rank, this.#rank]));
      result.value = value.dataSync()[0];
      result.slope = Float32Array.from(grad.dataSync());
    });
    return result;
  }

  dispose(): void {
    this.#cosines.dispose();
    this.#negatives.dispose();
  }
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
