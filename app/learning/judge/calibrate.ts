/**
 * A judge's word laid on what was found where it had not seen the answers: a line through logits (Platt 1999, "Probabilistic
 * outputs for support vector machines"), with a prior that leaves them as they are. Pairs that the verifier saw have a line
 * of their own: a judge may be too sure of those and not sure enough of others.
 */
import { z } from 'zod';
import { logit } from '../statistics.ts';
import { fitPosterior } from './judge-fit.ts';

const Line = z.object({ offset: z.number(), slope: z.number().min(0) });

/** Of pairs that the verifier saw, and of those that are joined by the judge's word alone. */
export const Calibration = z.object({ verified: Line, byWord: Line });
export type Calibration = z.infer<typeof Calibration>;

export const asTheyAre: Calibration = { verified: { offset: 0, slope: 1 }, byWord: { offset: 0, slope: 1 } };

/** How far a line may lie from the logits as they are, as standard deviations. */
const deviations = Float64Array.of(1, 0.5);
/** Beyond that a probability says no more than that it is sure. */
const surest = 8;

/** @param predictions of answers that the judge was not adapted to: probabilities of "same", 0 to 1. */
export function calibrationOf(
  predictions: readonly { after: number; same: boolean; isVerified: boolean }[],
): Calibration {
  const [verified = [], byWord = []] = [true, false].map((of) =>
    predictions.filter(({ isVerified }) => isVerified === of),
  );
  return { verified: lineThrough(verified), byWord: lineThrough(byWord) };
}

function lineThrough(predictions: readonly { after: number; same: boolean }[]): z.infer<typeof Line> {
  const said = predictions.map(({ after }) => Math.max(-surest, Math.min(surest, logit(after))));
  const { means } = fitPosterior(
    {
      rows: Float64Array.from(said.flatMap((value) => [1, value])),
      targets: Float64Array.from(predictions, ({ same }) => Number(same)),
    },
    { means: Float64Array.of(0, 1), deviations },
  );
  return { offset: means[0], slope: Math.max(0, means[1]) };
}
