/** Answers the contract on "do I already have these?": checks as jobs, what came of the last few, and copying what is missing. */
import { resolve } from 'node:path';
import type { Answers, CheckReport } from '../contract/contract.ts';
import { madeFolder } from '../actions/disk/action-folders.ts';
import { importPhotos, type ImportedUnit } from '../actions/import-photos.ts';
import type { ActionTools } from '../actions/carry-out.ts';
import { PersonError } from '../errors.ts';
import { protectionOf, storedRules } from '../groups/library-rules.ts';
import type { Work } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import { isInside } from '../store/folders.ts';
import type { ActionWork } from './action-answers.ts';
import {
  checkFolder,
  reportOf,
  stateOf,
  type CheckedFolder,
  type CheckedPhoto,
  type CheckTools,
} from './check-folder.ts';

export interface CheckAnswerTools extends CheckTools, ActionTools {
  /** The folder itself, whichever links lead to it. */
  real: (folder: string) => Promise<string>;
  threshold: () => number;
  startCheck: (folder: string, work: Work<ScanPhase, CheckReport>) => number;
  startImport: (work: ActionWork) => number;
  /** Takes photos in that lie at new places of the library. */
  takeIn: (paths: string[]) => void;
}

/** Each holds the thumbnails of what the library does not. */
const checksHeld = 2;

export class Checks {
  readonly #tools: CheckAnswerTools;
  readonly #held = new Map<number, CheckedFolder>();

  constructor(tools: CheckAnswerTools) {
    this.#tools = tools;
  }

  /** A JPEG of a photo that was checked and that the library does not hold. */
  thumbnail(sha256: string): Uint8Array | null {
    for (const { photos } of this.#held.values()) {
      const photo = photos.find((one) => one.sha256 === sha256 && one.thumbnail !== null);
      if (photo !== undefined) return photo.thumbnail;
    }
    return null;
  }

  answers(): Pick<Answers, 'check' | 'checked' | 'import'> {
    const { store, real, threshold, startCheck, startImport, takeIn } = this.#tools;
    return {
      check: async (input) => {
        const folder = await real(input.folder);
        const job = startCheck(folder, async (control) => {
          const checked = await checkFolder(folder, threshold(), this.#tools, control);
          this.#hold(job, checked);
          return reportOf(checked, control.signal.aborted);
        });
        return { job };
      },
      checked: ({ job, state, offset = 0, limit }) => {
        const { folder, photos, unreadable } = this.#of(job);
        const asked = state === undefined ? photos : photos.filter((photo) => stateOf(photo) === state);
        const page = asked.slice(offset, limit === undefined ? undefined : offset + limit);
        return { folder, files: page.map(told), total: asked.length, unreadable };
      },
      import: async ({ check, to, states }) => {
        const { folder, photos } = this.#of(check);
        const rules = storedRules(store);
        const destination = resolve(to);
        if (destination === folder || isInside(destination, folder))
          throw new PersonError(`${to} lies in the folder that was checked: pick one elsewhere.`);
        const into = await madeFolder(destination, (path) => protectionOf(path, rules));
        const units = onePerContent(photos.filter((photo) => states.includes(stateOf(photo))));
        const job = startImport(async (control) => {
          const { taken, ...carried } = await importPhotos(units, into, this.#tools, control);
          const inLibrary = taken.filter((path) => store.folders.all().some((one) => isInside(path, one.path)));
          if (inLibrary.length > 0) takeIn(inLibrary);
          return { groups: 0, ...carried };
        });
        return { job };
      },
    };
  }

  #hold(job: number, checked: CheckedFolder): void {
    this.#held.set(job, checked);
    const [oldest] = this.#held.keys();
    if (this.#held.size > checksHeld && oldest !== undefined) this.#held.delete(oldest);
  }

  /** @throws PersonError for a check that is not held any more. */
  #of(job: number): CheckedFolder {
    const checked = this.#held.get(job);
    if (checked === undefined)
      throw new PersonError('What came of that check is not known any more: check the folder again.');
    return checked;
  }
}

function told({ path, sha256, have, match, matchSha256, there, kind, distance }: CheckedPhoto) {
  return { path, sha256, have, match, matchSha256, there, kind, distance };
}

/** Of photos of the same content the first; and each that has files of its own, a raw file for example, which would stay behind. */
function onePerContent(photos: readonly CheckedPhoto[]): ImportedUnit[] {
  return [...Map.groupBy(photos, ({ sha256 }) => sha256).values()].flatMap((same) => {
    const withOthers = same.filter(({ companions }) => companions.length > 0);
    return (withOthers.length > 0 ? withOthers : same.slice(0, 1)).map(unitOf);
  });
}

function unitOf({ path, sha256, bytes, modified, takenAt, companions }: CheckedPhoto): ImportedUnit {
  return {
    photo: { path, sha256, bytes, modified },
    companions: companions.map((one) => ({ path: one.path, known: null, bytes: one.size })),
    takenAt,
  };
}
