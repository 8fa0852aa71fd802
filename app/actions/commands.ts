/** Answers the contract's commands that act on files: plan, apply, undo, export and history. */
import { mkdir, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bulkKinds, type ActionReport, type Answers, type Group, type Input, type Output } from '../contract.ts';
import { errorCode, PersonError } from '../errors.ts';
import type { Work } from '../jobs/queue.ts';
import { isInside } from '../store/folders.ts';
import type { OperationCounts } from '../store/operations.ts';
import { apply } from './apply.ts';
import type { ActionPhase, ActionTools, Carried } from './carry-out.ts';
import { lookAt, type Disk } from './disk.ts';
import { exportFolder, exportGroups, planExport } from './export.ts';
import { planTools } from './plan-tools.ts';
import { planRemoval, within, type Plan, type Selection } from './plan.ts';
import { moveReason } from './reasons.ts';
import { homeTrash } from './trash.ts';
import { undo, undoable } from './undo.ts';

export type ActionWork = Work<ActionPhase, ActionReport>;

export interface ActionCommandTools extends ActionTools {
  /** The library's groups at its threshold. */
  groups: () => Group[];
  /** Starts a job and returns its id. */
  start: (name: 'apply' | 'undo' | 'export', work: ActionWork) => number;
  /** Called when files have moved. */
  moved: () => void;
}

export function actionAnswers(
  tools: ActionCommandTools,
): Pick<Answers, 'plan' | 'apply' | 'undo' | 'export' | 'history'> {
  const { store, disk, now } = tools;
  const act =
    (work: (control: Parameters<ActionWork>[0]) => Promise<Carried & { groups?: number }>): ActionWork =>
    async (control) => {
      try {
        return { groups: 0, ...(await work(control)) };
      } finally {
        tools.moved();
      }
    };
  return {
    plan: async (input) => {
      const plan = await planned(input, tools);
      const to = input.to === 'trash' ? 'trash' : resolve(input.to);
      return { ...described(plan), warnings: to === 'trash' ? [] : await warnings(plan, to, tools) };
    },
    apply: async (input) => {
      const plan = await planned(input, tools);
      const to = input.to === 'trash' ? 'trash' : await madeFolder(resolve(input.to));
      const applyTools = { store, disk, now, home: homeTrash(), rootOf: rootOf(tools) };
      return {
        job: tools.start(
          'apply',
          act((control) => apply(plan, to, applyTools, control)),
        ),
      };
    },
    undo: ({ operation }) => {
      const row = undoable(store, operation);
      return {
        job: tools.start(
          'undo',
          act((control) => undo(row, tools, control)),
        ),
      };
    },
    export: async ({ folder, mode, kinds }) => {
      const groups = tools.groups().filter(({ kind }) => kinds === undefined || kinds.includes(kind));
      const plan = await planExport(groups, () => false, planTools(store, disk));
      const real = await exportFolder(resolve(folder));
      return {
        job: tools.start(
          'export',
          act((control) => exportGroups(plan, real, mode, tools, control)),
        ),
      };
    },
    history: () => ({ operations: store.operations.all().map(toHistory) }),
  };
}

async function planned({ kinds, protect, selection }: Input<'plan'>, tools: ActionCommandTools): Promise<Plan> {
  const isProtected = within((protect ?? []).map((path) => resolve(path)));
  const { store, disk } = tools;
  return planRemoval(tools.groups(), selecting(kinds ?? bulkKinds, selection), isProtected, planTools(store, disk));
}

/** What the person selected; else what the keeper rules would not keep, as far as it is of these kinds. */
function selecting(kinds: readonly string[], selection: Input<'plan'>['selection']): Selection {
  if (selection === undefined) return ({ keep, kind }) => !keep && kinds.includes(kind);
  const chosen = new Set(selection.flatMap(({ group, remove }) => remove.map((path) => `${group}\n${path}`)));
  return ({ path }, { id }) => chosen.has(`${id}\n${path}`);
}

/** The outermost folder of the library that holds a path: what lies in it keeps its structure from there on. */
function rootOf({ store }: ActionCommandTools): (path: string) => string {
  return (path) => {
    const holding = store.folders.all().filter((folder) => isInside(path, folder.path));
    return holding.sort((a, b) => a.path.length - b.path.length)[0]?.path ?? dirname(path);
  };
}

async function madeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (error) {
    const reason =
      errorCode(error) === 'EEXIST' ? 'is a file' : moveReason(error).replace(/^was left where it is: /, '');
    throw new PersonError(`The folder ${path} cannot be made: ${reason}.`, { cause: error });
  }
}

function described({ units, left }: Plan): Omit<Output<'plan'>, 'warnings'> {
  const photos = units.map(({ photo, kind, keepers, companions }) => ({
    ...{ path: photo.path, kind, keeper: keepers[0]?.path ?? '', bytes: photo.bytes },
    companions: companions.map(({ path }) => path),
  }));
  return {
    photos,
    files: units.reduce((sum, { companions }) => sum + 1 + companions.length, 0),
    bytes: units.reduce(
      (sum, unit) => unit.companions.reduce((all, { bytes }) => all + bytes, sum + unit.photo.bytes),
      0,
    ),
    left,
  };
}

async function warnings(plan: Plan, to: string, { store, disk }: ActionCommandTools): Promise<string[]> {
  const found: string[] = [];
  const holding = store.folders.all().find(({ path }) => path === to || isInside(to, path));
  if (holding !== undefined)
    found.push(`${to} lies in ${holding.path}: the next scan finds the photos there again, as copies.`);
  const { bytes } = described(plan);
  const free = await freeBytes(disk, to);
  const first = plan.units[0]?.photo.path;
  const isOtherDrive = first !== undefined && (await deviceOf(disk, first)) !== (await deviceOf(disk, to));
  if (isOtherDrive && free !== null && free < bytes)
    found.push(`${to} has room for ${free} bytes, and ${bytes} would be moved: what finds no room stays where it is.`);
  return found;
}

async function freeBytes(disk: Disk, path: string): Promise<number | null> {
  const place = await nearest(disk, path);
  const stats = await disk.statfs(place).catch(() => null);
  return stats === null ? null : stats.bavail * stats.bsize;
}

async function deviceOf(disk: Disk, path: string): Promise<bigint | undefined> {
  return (await lookAt(disk, await nearest(disk, path)))?.dev;
}

/** The path itself, or the nearest folder above that is there. */
async function nearest(disk: Disk, path: string): Promise<string> {
  let place = path;
  while ((await lookAt(disk, place)) === null && dirname(place) !== place) place = dirname(place);
  return place;
}

function toHistory({ id, name, mode, destination, startedAt, state, ...counts }: OperationCounts) {
  const { moved, movedBytes, restored, skipped, unsettled } = counts;
  return {
    ...{ operation: id, name, mode, to: destination, startedAt, files: moved, bytes: movedBytes, restored, skipped },
    unsettled,
    finished: state === 'done',
    undone: moved === 0 && unsettled === 0 && restored > 0,
  };
}
