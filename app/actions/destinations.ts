/** Where the files of a unit go: into the trash, into a folder as they lay, or into the folders of an export. */
import { basename, dirname, join, relative } from 'node:path';
import type { OperationFile } from '../store/operations.ts';
import { lookAt, type Disk } from './disk/disk.ts';
import { fitted, numbered, stemOf } from './disk/numbered-names.ts';
import { ownTrash, systemTrash, trashNote, type Trash } from './trash/trash.ts';

export interface Target {
  path: string;
  /** The note that a system's trash wants beside it. */
  note: { path: string; text: string } | null;
}

/** The folders and names for the files of a unit, the photo first. `attempt` counts from 1 while names are taken. */
export type Destination = (files: readonly OperationFile[], attempt: number) => Promise<Target[]> | Target[];

/** How many names are tried before a folder is given up. */
const attempts = 10_000;

/** The first names at which nothing stands. Somebody may come first all the same: then this is asked again. */
export async function freeTargets(
  disk: Disk,
  destination: Destination,
  files: readonly OperationFile[],
): Promise<Target[]> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const targets = await destination(files, attempt);
    const paths = targets.flatMap(({ path, note }) => (note === null ? [path] : [path, note.path]));
    const taken = await Promise.all(paths.map((path) => lookAt(disk, path)));
    if (taken.every((one) => one === null) && new Set(paths).size === paths.length) return targets;
  }
  throw new Error(`None of ${attempts} names is free.`);
}

/** @param rootOf the library's folder that holds a path, with whose name the folders inside begin. */
export function intoFolder(folder: string, rootOf: (path: string) => string): Destination {
  return (files, attempt) => {
    const root = rootOf(files[0]?.source ?? '');
    return named(files, attempt, (file) => join(folder, basename(root), inside(root, file, files)));
  };
}

/** What lies in one folder goes into another one as it lies there. */
export function fromTo(root: string, into: string): Destination {
  return (files, attempt) => named(files, attempt, (file) => join(into, inside(root, file, files)));
}

/** @param folderOf where the files of a unit go, by its number. */
export function intoPlaces(folderOf: (unit: number) => string): Destination {
  return (files, attempt) => named(files, attempt, ({ unit }) => folderOf(unit));
}

/** @param home the home folder's trash, null where the system's trash is no folder. */
export function intoTrash(
  disk: Disk,
  { home, token, date, rootOf }: { home: string | null; token: string; date: Date; rootOf: (path: string) => string },
): Destination {
  // Asked once a folder: every photo of it goes to the same trash.
  const trashes = new Map<string, Promise<Trash | null>>();
  return async (files, attempt) => {
    const photo = files[0]?.source ?? '';
    const folder = dirname(photo);
    const asked = trashes.get(folder) ?? systemTrash(disk, photo, home);
    trashes.set(folder, asked);
    const trash = await asked;
    const root = rootOf(photo);
    if (trash === null) return named(files, attempt, (file) => join(root, ownTrash, token, inside(root, file, files)));
    const { info } = trash;
    return named(files, attempt, () => trash.files).map(({ path }, at) => ({
      path,
      note:
        info === null
          ? null
          : {
              path: join(info, `${basename(path)}.trashinfo`),
              text: trashNote(files[at]?.source ?? '', trash, date),
            },
    }));
  };
}

/** One folder a group; names begin with the photo's place in the group. */
export function intoExport(folder: string, groups: number, photosOf: ReadonlyMap<number, number>): Destination {
  const digits = (count: number) => String(count).length;
  return (files, attempt) => {
    const { group = 0, place = 0 } = files[0] ?? {};
    const groupFolder = join(folder, String(group).padStart(digits(groups), '0'));
    const prefix = String(place).padStart(digits(photosOf.get(group) ?? 1), '0');
    return numbered(
      files.map(({ source }) => basename(source)),
      attempt,
    ).map((name) => {
      const stem = stemOf(name);
      return { path: join(groupFolder, fitted(`${prefix} ${stem}`, name.slice(stem.length))), note: null };
    });
  };
}

function named(files: readonly OperationFile[], attempt: number, folderOf: (file: OperationFile) => string): Target[] {
  const names = numbered(
    files.map(({ source }) => basename(source)),
    attempt,
  );
  return files.map((file, at) => ({ path: join(folderOf(file), names[at] ?? ''), note: null }));
}

/** The folder of a file as seen from its library's folder; a companion from elsewhere goes beside its photo. */
function inside(root: string, { source }: OperationFile, files: readonly OperationFile[]): string {
  const folder = relative(root, dirname(source));
  return folder.startsWith('..') ? relative(root, dirname(files[0]?.source ?? source)) : folder;
}
