/**
 * Which photos are being decoded at this moment, noted in a small file beside the database. A photo that crashes native
 * code takes the whole process with it, and nothing else would be left to say which one it was: the next process finds it
 * here, looks at it alone, and passes it over when that ends it again.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

interface Suspect {
  path: string;
  /** How often a process ended while this photo was in work. */
  deaths: number;
}

/** Processes that crashed over a photo before it is passed over, */
const mostCrashes = 2;
/** and processes of which only that is known that they ended: somebody may have ended them. */
const mostEnds = 4;

export class PhotosInWork {
  readonly #file: number;
  readonly #suspects: Map<string, Suspect>;
  readonly #most: number;

  /**
   * @param path of the file; one that cannot be read is as good as none.
   * @param afterCrash true where the process before this one is known to have crashed, and was not ended by anybody.
   */
  constructor(path: string, afterCrash: boolean) {
    this.#most = afterCrash ? mostCrashes : mostEnds;
    this.#suspects = readSuspects(path);
    writeFileSync(
      path,
      [...this.#suspects].map(([sha256, { path, deaths }]) => line('suspect', sha256, path, deaths)).join(''),
    );
    this.#file = openSync(path, 'a');
  }

  /** Photos that were in work when a process ended: to be looked at first, and each alone. */
  isSuspect(path: string): boolean {
    return [...this.#suspects.values()].some((suspect) => suspect.path === path);
  }

  /** Whether a content has ended so many processes that it is not looked at any more. */
  isPassedOver(sha256: string): boolean {
    return (this.#suspects.get(sha256)?.deaths ?? 0) >= this.#most;
  }

  /** Must be called before anything native sees the photo. */
  begin(sha256: string, path: string): void {
    writeSync(this.#file, line('begin', sha256, path));
  }

  /** The photo was decoded, or found damaged. What is passed over never comes here, and stays noted. */
  end(sha256: string): void {
    this.#suspects.delete(sha256);
    writeSync(this.#file, line('end', sha256));
  }

  close(): void {
    closeSync(this.#file);
  }
}

function line(...fields: (string | number)[]): string {
  return `${JSON.stringify(fields)}\n`;
}

function readSuspects(path: string): Map<string, Suspect> {
  const suspects = new Map<string, Suspect>();
  const begun = new Set<string>();
  for (const [what, sha256 = '', photo = '', deaths = 0] of readLines(path)) {
    if (what === 'end') suspects.delete(sha256);
    else suspects.set(sha256, { path: photo, deaths: suspects.get(sha256)?.deaths ?? deaths });
    if (what === 'begin') begun.add(sha256);
    else begun.delete(sha256);
  }
  for (const sha256 of begun) {
    const suspect = suspects.get(sha256);
    if (suspect) suspect.deaths += 1;
  }
  return suspects;
}

/** The last line may have been cut by the end of the process; it says nothing then. */
function readLines(path: string): [what: string, sha256?: string, path?: string, deaths?: number][] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((each) => {
    try {
      const parsed: unknown = JSON.parse(each);
      return Array.isArray(parsed) ? [parsed as [string, string?, string?, number?]] : [];
    } catch {
      return [];
    }
  });
}
