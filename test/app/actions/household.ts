/** Real files in groups, and a real library that knows them, without an encoder: actions need no vectors. */
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bulkKinds, type Group, type Photo } from '../../../app/contract/contract.ts';
import { apply } from '../../../app/actions/apply.ts';
import type { Carried } from '../../../app/actions/carry-out.ts';
import { systemDisk, type Disk } from '../../../app/actions/disk/disk.ts';
import { exportGroups, planExport } from '../../../app/actions/export/export-groups.ts';
import { exportFolder } from '../../../app/actions/disk/action-folders.ts';
import type { Merging } from '../../../app/actions/merge-metadata.ts';
import { planTools, planRemoval } from '../../../app/actions/plan/plan.ts';
import { recover } from '../../../app/actions/recover.ts';
import { undo, undoable } from '../../../app/actions/undo.ts';
import type { JobControl } from '../../../app/jobs/queue.ts';
import type { OperationMode } from '../../../app/store/operations.ts';
import { openStore, type Store } from '../../../app/store/store.ts';
import { toBlob } from '../../../app/store/vectors.ts';

export interface Household {
  /** The folder of photos that the library looks at. */
  photos: string;
  /** The library's own folder. */
  library: string;
  /** The home folder's trash. */
  home: string;
}

export function household(root: string): Household {
  const house = { photos: join(root, 'photos'), library: join(root, 'library'), home: join(root, 'home', 'Trash') };
  for (const folder of Object.values(house)) mkdirSync(folder, { recursive: true });
  return house;
}

export function openHousehold({ library }: Household): Store {
  return openStore(library, { version: 'test-1', dimensions: 4 });
}

/** A file with a time of its own, in the past, and permissions. */
export function write(path: string, bytes: Uint8Array | string, mode = 0o640): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes, { mode });
  const time = 1_500_000_000 + (createHash('sha256').update(path).digest().readUInt32BE() % 1e8) + 0.123456;
  utimesSync(path, time, time);
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Makes the library know the files as a scan would. */
export function scanned(store: Store, folder: string, paths: readonly string[]): void {
  store.folders.add(folder);
  store.photos.save(
    paths.map((path) => {
      const bytes = readFileSync(path);
      return {
        file: { path, size: bytes.length, modified: Math.round(lstatSync(path).mtimeMs * 1000), problem: null },
        sha256: sha256(bytes),
        content: {
          sha256: sha256(bytes),
          bytes: bytes.length,
          format: 'jpeg',
          width: 40,
          height: 30,
          orientation: 1,
          pages: 1,
          alpha: false,
          depth: 'uchar',
          takenAt: null,
          camera: null,
          subsecond: null,
          exposureBias: null,
          placed: null,
          isDamaged: false,
          duration: null,
          model: 'test-1',
          facts: null,
          quality: null,
          thumbnail: new Uint8Array(1),
          sketch: new Uint8Array(256),
          vectors: [{ view: 'displayed' as const, vector: toBlob(Float16Array.of(1, 0, 0, 0)), background: 0 }],
        },
      };
    }),
  );
}

/** A group of files that the library knows, the first to be kept. */
export function group(store: Store, id: string, paths: readonly string[], kind: Photo['kind'] = 'resized'): Group {
  const areCopies = bulkKinds.some((one) => one === kind);
  const versions = areCopies ? paths.slice(0, 1) : paths;
  return {
    id,
    kind,
    kinds: [kind],
    versions: versions.map((_, at) => ({
      kind: at === 0 ? 'identical' : kind,
      distance: at === 0 ? 0 : 0.1,
      reason: 'the first by its name',
      chosen: false,
    })),
    review: null,
    photos: paths.map((path, at): Photo => {
      const content = store.photos.contentAt(path);
      if (content === undefined) throw new Error(`The library does not know ${path}.`);
      const { sha256: hash, width, height, bytes, takenAt, duration } = content;
      return {
        path,
        sha256: hash,
        width,
        height,
        bytes,
        takenAt,
        damaged: false,
        duration,
        version: areCopies ? 0 : at,
        keep: !areCopies || at === 0,
        distance: 0.1,
        kind: at > 0 && areCopies ? kind : 'identical',
        said: false,
        awaitsProof: false,
        offline: false,
        companions: [],
        holds: [],
        protection: null,
      };
    }),
    reason: 'the first by its name',
    chosen: false,
  };
}

/** Groups of files with clashing names in different folders; each second one has a companion. */
export function fill(store: Store, house: Household, { groups = 4, size = 3, bytes = 3000 } = {}): Group[] {
  const names = Array.from({ length: groups }, (_, number) =>
    Array.from({ length: size }, (_, copy) => join(house.photos, `folder ${copy}`, `IMG_${number}.jpg`)),
  );
  for (const path of names.flat()) {
    write(path, randomBytes(bytes));
    if (Number(/(\d+)\.jpg$/.exec(path)?.[1]) % 2 === 0) write(path.replace('.jpg', '.xmp'), `about ${path}`);
  }
  scanned(store, house.photos, names.flat());
  return names.map((paths, number) => group(store, String(number), paths));
}

/** A job's control that nobody pauses or stops. */
export function control(signal = new AbortController().signal): JobControl<'moving' | 'restoring'> {
  return {
    signal,
    proceed: () => Promise.resolve(),
    step: (work) => work(),
    isHeld: () => false,
    aside: (work) => work(),
    turns: () => 1,
    expect: () => undefined,
    progress: () => undefined,
  };
}

export interface Doing {
  store: Store;
  house: Household;
  disk?: Disk;
  signal?: AbortSignal;
  protect?: string[];
  merging?: Merging;
}

const toolsOf = ({ store, house, disk = systemDisk }: Doing) => ({
  store,
  disk,
  now: () => new Date(),
  home: house.home,
  rootOf: () => house.photos,
});

/** Plans and applies: what is not to be kept goes. */
export async function applied(doing: Doing, groups: readonly Group[], to: string): Promise<Carried> {
  const protectionOf = (path: string) => (doing.protect?.includes(path) === true ? 'protected' : null);
  const plan = await planRemoval(
    groups,
    ({ keep }) => !keep,
    protectionOf,
    planTools(doing.store, doing.disk ?? systemDisk),
  );
  return apply(plan, to, doing.merging ?? null, toolsOf(doing), control(doing.signal));
}

export async function exported(doing: Doing, groups: readonly Group[], folder: string, mode: OperationMode) {
  const plan = await planExport(groups, () => null, planTools(doing.store, doing.disk ?? systemDisk));
  return exportGroups(plan, await exportFolder(folder, () => null), mode, toolsOf(doing), control(doing.signal));
}

export async function undone(doing: Doing, operation: number): Promise<Carried> {
  return undo(undoable(doing.store, operation), toolsOf(doing), control(doing.signal));
}

/** What the next start of a program does. */
export async function recovered(doing: Doing): Promise<void> {
  await recover(toolsOf(doing));
}

/** Every file below folders: its content, its time in microseconds, its permissions. A link says where it leads. */
export function tree(...folders: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  const look = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) look(path);
      else if (entry.isSymbolicLink()) found[path] = `link to ${readlinkSync(path)}`;
      else {
        const { mtimeMs, mode } = lstatSync(path);
        const content = sha256(readFileSync(path));
        found[path] = `${content} ${Math.round(mtimeMs * 1000)} ${(mode & 0o7777).toString(8)}`;
      }
    }
  };
  for (const folder of folders) if (existsSync(folder)) look(folder);
  return found;
}

/** The content hashes of a tree, sorted. */
export function contents(files: Record<string, string>): string[] {
  return Object.values(files)
    .map((one) => one.split(' ')[0] ?? '')
    .sort();
}
