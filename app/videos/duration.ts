/** How long a video is: the first thing by which two of them are told apart. */

/** The duration of a video that no program was there to look at: it is known by its bytes alone. */
export const unseen = -1;

/** Seconds by which two encodings of one video differ: the last frames, or sound that goes on; and so much of the whole. */
const slack = { seconds: 0.3, share: 0.002 };

/** What a video's duration says of two items: a photo has none. */
export interface Lasting {
  /** Seconds; 0 or less of a video of which it is not known, null of a photo. */
  duration: number | null;
}

/** Whether two items may be one by their durations: two photos, or two videos of one length. */
export function mayBeOne({ duration: a }: Lasting, { duration: b }: Lasting): boolean {
  if (a === null || b === null) return a === b;
  return a > 0 && b > 0 && Math.abs(a - b) <= Math.max(slack.seconds, slack.share * Math.max(a, b));
}
