/** The ways that a file of an operation can go, there and back, each able to tell and to mend a cut in the middle. */
import { PersonError } from '../errors.ts';
import type { FileState, OperationFile, OperationRow } from '../store/operations.ts';
import { lookAt, type Disk } from './disk/disk.ts';
import { inspect, type Inspected } from './disk/inspect-and-hash.ts';
import { isMade, make, temporaryName, unmake, type MakeMode, type Making } from './disk/make-exported.ts';
import { moveFile, moveNames, type MoveNames } from './disk/move-file.ts';
import { hasArrived, putBack, type Interrupted } from './disk/put-back.ts';
import { dropNote } from './trash/trash-note.ts';
import {
  dropVersion,
  isVersionPut,
  isVersionTakenBack,
  putVersion,
  settleVersion,
  takeVersionBack,
  toVersion,
} from './disk/metadata-version.ts';

export interface Way {
  /** The journal's words for a file on this way, at its end, and back at its beginning. */
  working: FileState;
  arrived: FileState;
  failed: FileState;
  /**
   * @param seen what the file was found to be, just now; it is looked at again when that is left out.
   * @param onCopy called before there can be more than one copy.
   */
  go: (file: OperationFile, seen: Inspected | undefined, onCopy: () => void) => Promise<void>;
  hasArrived: (file: OperationFile) => Promise<boolean>;
  /** What is left to do for a file when all of its unit have arrived; can be done again. */
  finish?: (file: OperationFile) => Promise<void>;
  /** Brings the file to one place, wherever it was cut off, and says which. */
  putBack: (file: OperationFile, onCopy: () => void) => Promise<'from' | 'to'>;
}

const there = { working: 'moving', arrived: 'moved', failed: 'skipped' } as const;
const back = { working: 'restoring', arrived: 'restored', failed: 'moved' } as const;

/** From the file's source to its target. @param role of the files of one unit. */
export function wayThere(disk: Disk, { mode, token }: OperationRow, role: OperationFile['role']): Way {
  if (role === 'metadata') {
    const version = (file: OperationFile) => toVersion(file, token);
    return {
      ...there,
      go: (file, seen) => putVersion(disk, version(file), seen),
      hasArrived: (file) => isVersionPut(disk, version(file)),
      putBack: async (file) => {
        await dropVersion(disk, version(file));
        await dropNote(disk, file);
        return 'from';
      },
    };
  }
  if (mode !== 'move') {
    const making = (file: OperationFile) => toMaking(file, mode, token);
    return {
      ...there,
      go: async (file, seen) => make(disk, making(file), seen ?? (await inspect(disk, file.source))),
      hasArrived: (file) => isMade(disk, making(file)),
      putBack: async (file) => {
        await unmake(disk, making(file));
        return 'from';
      },
    };
  }
  const names = (file: OperationFile) => moveNames(file.source, targetOf(file), token, file.position);
  return {
    ...there,
    go: (file, seen, onCopy) => move(disk, names(file), seen, onCopy),
    hasArrived: (file) =>
      hasArrived(
        disk,
        toInterrupted(file, names(file), () => undefined),
      ),
    putBack: async (file, onCopy) => {
      const place = await putBack(disk, toInterrupted(file, names(file), onCopy));
      if (place === 'from') await dropNote(disk, file);
      return place;
    },
  };
}

/** From the file's target back to its source. @param role of the files of one unit. */
export function wayBack(disk: Disk, { mode, token }: OperationRow, role: OperationFile['role']): Way {
  // Once every file of the unit is back; a note that cannot be removed does no harm.
  const finish = (file: OperationFile) => dropNote(disk, file).catch(() => undefined);
  if (role === 'metadata') {
    const version = (file: OperationFile) => toVersion(file, token);
    return {
      ...back,
      finish,
      go: (file, seen, onCopy) => takeVersionBack(disk, version(file), seen, onCopy),
      hasArrived: (file) => isVersionTakenBack(disk, version(file), file.copying),
      putBack: (file, onCopy) => settleVersion(disk, version(file), file.copying, onCopy),
    };
  }
  if (mode !== 'move') {
    const making = (file: OperationFile) => toMaking(file, mode, token);
    const isGone = async (file: OperationFile) => (await lookAt(disk, targetOf(file))) === null;
    return {
      ...back,
      go: (file) => unmake(disk, making(file)),
      hasArrived: isGone,
      putBack: async (file) => ((await isGone(file)) ? 'to' : 'from'),
    };
  }
  const names = (file: OperationFile) => moveNames(targetOf(file), file.source, token, file.position);
  return {
    ...back,
    go: (file, seen, onCopy) => move(disk, names(file), seen, onCopy),
    hasArrived: (file) =>
      hasArrived(
        disk,
        toInterrupted(file, names(file), () => undefined),
      ),
    finish,
    putBack: (file, onCopy) => putBack(disk, toInterrupted(file, names(file), onCopy)),
  };
}

async function move(disk: Disk, names: MoveNames, seen: Inspected | undefined, onCopy: () => void): Promise<void> {
  await moveFile(disk, names, seen ?? (await inspect(disk, names.from)), onCopy);
}

function toMaking(file: OperationFile, mode: MakeMode, token: string): Making {
  const target = targetOf(file);
  const temporary = temporaryName(target, token, file.position);
  return { mode, source: file.source, target, temporary, sha256: file.sha256 ?? '' };
}

function toInterrupted(file: OperationFile, names: MoveNames, onCopy: () => void): Interrupted {
  const { sha256, bytes, modified, copying } = file;
  return { names, known: { sha256: sha256 ?? '', bytes, modified }, copying, onCopy };
}

function targetOf({ target, source }: OperationFile): string {
  if (target === null) throw new PersonError(`has no place to go to: ${source}`);
  return target;
}
