/** Which head to train: objective, margin, rate and strength, by cross-validation. */
import { strengths, type TrainingSettings } from './head-training.ts';
import { fitCalibration, logLoss } from '../statistics.ts';
import type { Problem, Trials } from './trials.ts';
import type { Calibration, Objective } from '../types.ts';

/** Margins of each objective: the first is tried for every objective, the others for the best of them. */
const margins: Record<Objective, readonly [number, ...number[]]> = {
  triplet: [0.8, 0.3, 2],
  contrastive: [1, 0.7, 1.3],
  arcface: [0.5, 0.3, 1],
  cosface: [0.35, 0.2, 0.8],
  sphereface: [2, 1.35, 3],
};
/** Likewise. */
const rates = [0.05, 0.15] as const;
const miner = 'semi-hard';

export interface Chosen {
  /** Null where no head is better than none. */
  settings: TrainingSettings | null;
  /** Place in `strengths`. */
  strength: number;
  /** Of distances under such heads on photos that they have not seen. */
  calibration: Calibration;
  /** Mean negative log-likelihood, out of fold. */
  loss: number;
}

/** The most heads that one call of `choose` trains for each fold that it leaves out in turn. */
export function mostTrainings(objectives: readonly Objective[]): number {
  if (objectives.length === 0) return 0;
  const otherMargins = objectives.map((objective) => margins[objective].length - 1);
  return objectives.length + Math.max(...otherMargins) + rates.length - 1;
}

/**
 * Trains on all folds but one, or but two, in turn, and takes what gives the answers of the fold left out the most
 * likely probabilities. First every objective at its first margin, then the best one's other margins and rates.
 * @param hidden a fold that nothing is to be learnt from; null for none. Training without folds i and j serves both the
 * choice that hides i and the one that hides j.
 */
export async function choose(
  trials: Trials,
  { answers, distances }: Problem,
  folds: readonly number[],
  hidden: number | null,
  objectives: readonly Objective[],
): Promise<Chosen> {
  const shown = folds.filter((fold) => fold !== hidden);
  const places = shown.flatMap((fold) => trials.answersIn(fold));
  const same = places.map((place) => answers[place].same);
  const judged = (found: readonly number[], settings: TrainingSettings | null, strength: number): Chosen => {
    const calibration = fitCalibration(found, same);
    return { settings, strength, calibration, loss: logLoss(calibration, found, same) };
  };
  const judge = async (settings: TrainingSettings): Promise<Chosen[]> => {
    const found: Float64Array[][] = [];
    for (const fold of shown)
      found.push(await trials.distances(settings, hidden === null ? [fold] : [fold, hidden], fold));
    return strengths.map((_, strength) =>
      judged(
        found.flatMap((ofFold) => [...ofFold[strength]]),
        settings,
        strength,
      ),
    );
  };
  const none = judged(
    places.map((place) => distances[place]),
    null,
    0,
  );
  const coarse = [none];
  for (const objective of objectives)
    coarse.push(...(await judge({ objective, margin: margins[objective][0], rate: rates[0], miner })));
  const best = likeliest(coarse);
  if (best.settings === null) return best;
  const { objective, margin, rate } = best.settings;
  const fine = [best];
  for (const other of margins[objective].slice(1))
    fine.push(...(await judge({ objective, margin: other, rate, miner })));
  for (const other of rates.slice(1)) fine.push(...(await judge({ objective, margin, rate: other, miner })));
  return likeliest(fine);
}

function likeliest(tried: readonly Chosen[]): Chosen {
  return tried.reduce((best, one) => (one.loss < best.loss ? one : best));
}
