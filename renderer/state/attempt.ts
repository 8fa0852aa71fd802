import { errorMessage } from '../words/errors.ts';

/**
 * Does one thing that the person asked for; what goes wrong becomes the sentence that `told` shows.
 * @returns what the step gave, or null when it did not work.
 */
export async function attempt<Answer>(
  told: { problem: string | null },
  step: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    told.problem = null;
    return await step();
  } catch (error) {
    told.problem = errorMessage(error);
    return null;
  }
}
