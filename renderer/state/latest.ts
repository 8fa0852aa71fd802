/**
 * Wraps a slow step so that it never runs twice at once: asked again while it runs, it runs once more afterwards, however
 * often it was asked. What it shows is therefore never older than what it showed before, and the last request always counts.
 */
export function latest(step: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let askedAgain = false;

  async function run() {
    try {
      do {
        askedAgain = false;
        await step();
        // `askedAgain` is set from outside while the step waits.
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
      } while (askedAgain);
    } finally {
      running = undefined;
    }
  }

  return () => {
    if (running) askedAgain = true;
    else running = run();
    return running;
  };
}
