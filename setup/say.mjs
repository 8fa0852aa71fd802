/** How the setup speaks: sentences on stderr, because stdout belongs to the command (`--json` prints JSON and nothing else). */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Something a person can mend: the message is a whole sentence that says how. */
export class Problem extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** Runs one of the npm scripts: its result is the exit code, a Problem is said without a stack. */
export async function main(script) {
  try {
    process.exitCode = await script(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
