/** Answers the contract's commands that act on files: plan, apply, undo, export and history. */
import { dirname, resolve } from 'node:path';
import {
  bulkKinds,
  type ActionReport,
  type Answers,
  type Input,
  type Output,
  type Rules,
} from '../contract/contract.ts';
import type { FoundGroup } from '../groups/library-groups.ts';
import type { Work } from '../jobs/queue.ts';
import { protectionOf as protectionIn, rulesForAction } from '../groups/library-rules.ts';
import { isInside } from '../store/folders.ts';
import type { OperationCounts } from '../store/operations.ts';
import { apply } from '../actions/apply.ts';
import type { ActionTools, Carried } from '../actions/carry-out.ts';
import { empty } from '../actions/trash/empty-trash.ts';
import { exportGroups, planExport } from '../actions/export/export-groups.ts';
import { exportFolder, madeFolder } from '../actions/disk/action-folders.ts';
import { operationOfManifest } from '../actions/export/manifest-undo.ts';
import { recordApplied, recordUndone } from '../actions/plan/applied-judgements.ts';
import { planTools, bytesOf, planRemoval, type Plan, type Selection } from '../actions/plan/plan.ts';
import { recover } from '../actions/recover.ts';
import { homeTrash } from '../actions/trash/trash.ts';
import { undo, undoable } from '../actions/undo.ts';
import { warningsOf } from '../actions/plan/plan-warnings.ts';
import type { ActionPhase } from '../jobs/phases.ts';
import type { ProtectionOf } from '../grouping/keeper/keeper-candidate.ts';

export type ActionWork = Work<ActionPhase, ActionReport>;

export interface ActionCommandTools extends ActionTools {
  /** The library's groups at its threshold, as these rules have it. */
  groups: (rules: Rules) => FoundGroup[];
  /** Starts a job and returns its id. */
  start: (name: 'apply' | 'undo' | 'export', work: ActionWork) => number;
  /** Called when files have moved. */
  moved: () => void;
}

export function actionAnswers(
  tools: ActionCommandTools,
): Pick<Answers, 'plan' | 'apply' | 'undo' | 'export' | 'empty' | 'history'> {
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
      const { plan, protectionOf } = await planned(input, tools);
      const to = input.to === 'trash' ? 'trash' : resolve(input.to);
      return {
        ...described(plan),
        warnings: await warningsOf(plan, { to, protectionOf, isMerging: input.mergeMetadata !== undefined }, tools),
      };
    },
    apply: async (input) => {
      const { plan, protectionOf } = await planned(input, tools);
      const to = input.to === 'trash' ? 'trash' : await madeFolder(resolve(input.to), protectionOf);
      const merging = input.mergeMetadata === undefined ? null : { into: input.mergeMetadata, protectionOf };
      const applyTools = { store, disk, now, home: homeTrash(), rootOf: rootOf(tools) };
      return {
        job: tools.start(
          'apply',
          act(async (control) => {
            const carried = await apply(plan, to, merging, applyTools, control);
            recordApplied(plan, carried.operation, store, now());
            return carried;
          }),
        ),
      };
    },
    undo: async (input) => {
      const id = 'operation' in input ? input.operation : (await operationOfManifest(store, input.manifest)).id;
      const row = undoable(store, id);
      return {
        job: tools.start(
          'undo',
          act(async (control) => {
            // What could not be brought to an end when it was in work may be within reach by now.
            await recover(tools);
            const carried = await undo(row, tools, control);
            recordUndone(id, store, now());
            return carried;
          }),
        ),
      };
    },
    export: async ({ folder, mode, kinds, rules }) => {
      const all = await rulesForAction(store, rules ?? {});
      const protectionOf = (path: string) => protectionIn(path, all);
      const groups = tools.groups(all).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
      const plan = await planExport(groups, mode === 'move' ? protectionOf : () => null, planTools(store, disk));
      const real = await exportFolder(resolve(folder), protectionOf);
      return {
        job: tools.start(
          'export',
          act((control) => exportGroups(plan, real, mode, tools, control)),
        ),
      };
    },
    empty: (input) => empty(tools, input),
    history: () => ({ operations: store.operations.all().map(toHistory) }),
  };
}

async function planned(
  { kinds, selection, rules }: Input<'plan'>,
  { store, disk, groups }: ActionCommandTools,
): Promise<{ plan: Plan; protectionOf: ProtectionOf }> {
  const all = await rulesForAction(store, rules ?? {});
  const protectionOf = (path: string) => protectionIn(path, all);
  const selected = selecting(kinds ?? bulkKinds, selection);
  return { plan: await planRemoval(groups(all), selected, protectionOf, planTools(store, disk)), protectionOf };
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

function described(plan: Plan): Omit<Output<'plan'>, 'warnings'> {
  const photos = plan.units.map(({ photo, kind, keepers, companions }) => ({
    path: photo.path,
    kind,
    keeper: keepers[0]?.path ?? '',
    reason: keepers[0]?.reason ?? '',
    bytes: photo.bytes,
    companions: companions.map(({ path }) => path),
  }));
  const files = plan.units.reduce((sum, { companions }) => sum + 1 + companions.length, 0);
  return { photos, files, bytes: bytesOf(plan), left: plan.left };
}

function toHistory({ id, name, mode, destination, startedAt, state, ...counts }: OperationCounts) {
  const { moved, movedBytes, restored, emptied, merged, skipped, unsettled } = counts;
  return {
    operation: id,
    name,
    mode,
    to: destination,
    startedAt,
    files: moved,
    bytes: movedBytes,
    restored,
    emptied,
    merged,
    skipped,
    unsettled,
    finished: state === 'done',
    undone: moved === 0 && merged === 0 && unsettled === 0 && restored > 0,
  };
}
