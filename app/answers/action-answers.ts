/** Answers the contract's commands that act on files: plan, apply, undo, export and history. */
import { dirname, resolve } from 'node:path';
import {
  bulkSpares,
  type ActionReport,
  type Answers,
  type ExportMode,
  type Input,
  type Output,
  type Rules,
  type Spare,
} from '../contract/contract.ts';
import type { Decisions } from '../groups/decisions.ts';
import type { FoundGroup } from '../groups/library-groups.ts';
import type { Work } from '../jobs/queue.ts';
import { changedRules, protectionOf as protectionIn, rulesForAction, storedRules } from '../groups/library-rules.ts';
import { isInside } from '../store/folders.ts';
import type { CompanionRow } from '../store/companions.ts';
import { passingOperations, type Store } from '../store/store.ts';
import type { OperationCounts } from '../store/operations.ts';
import { apply } from '../actions/apply.ts';
import type { ActionTools, Carried } from '../actions/carry-out.ts';
import { empty } from '../actions/trash/empty-trash.ts';
import { exportGroups, planExport, type ExportPlan } from '../actions/export/export-groups.ts';
import { exportFolder, madeFolder, refuseProtected } from '../actions/disk/action-folders.ts';
import { operationOfManifest } from '../actions/export/manifest-undo.ts';
import { clearingFor, rulesBetween, twoFolders } from '../actions/plan/between.ts';
import { recordApplied, recordUndone } from '../actions/plan/applied-judgements.ts';
import { planTools, bytesOf, planRemoval, type Plan, type Selection } from '../actions/plan/plan.ts';
import { lookBesidePhotos, type BesidePhotos } from '../actions/plan/beside-photos.ts';
import { foundAgain, refuseFoundAgain, type FoundAgain } from '../actions/plan/found-again.ts';
import { recover } from '../actions/recover.ts';
import { homeTrash } from '../actions/trash/trash.ts';
import { undo, undoable } from '../actions/undo.ts';
import { warningsOf } from '../actions/plan/plan-warnings.ts';
import type { ActionPhase } from '../jobs/phases.ts';

export type ActionWork = Work<ActionPhase, ActionReport>;

export interface ActionCommandTools extends ActionTools {
  /** The library's groups at its threshold, as these rules have it, and with what lies beside some photos now. */
  groups: (rules: Rules, companions?: ReadonlyMap<string, CompanionRow[]>) => FoundGroup[];
  /** What the person has decided of groups. */
  decisions: () => Decisions;
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
      const { plan, protectionOf, again, beside } = await planned(input, tools);
      const to = input.to === 'trash' ? 'trash' : resolve(input.to);
      return {
        ...described(plan, beside),
        warnings: await warningsOf(plan, { to, protectionOf, isMerging: input.mergeMetadata !== undefined }, tools),
        foundAgain: again && { folder: again.folder, canExclude: again.pattern !== null },
      };
    },
    apply: async (input) => {
      const again = await againFor(input.to, tools);
      if (again !== null) {
        const all = await rulesForAction(store, input.rules ?? {});
        refuseProtected(resolve(input.to), (path) => protectionIn(path, all));
        await leaveOut(resolve(input.to), again, input.excludeDestination, tools);
      }
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
    export: async ({ folder, mode, kinds, rules, excludeDestination }) => {
      const again = await foundAgain(resolve(folder), foldersOf(store), storedRules(store).exclude, []);
      const all = await rulesForAction(store, rules ?? {});
      const protectionOf = (path: string) => protectionIn(path, all);
      refuseProtected(resolve(folder), protectionOf);
      if (again !== null) await leaveOut(resolve(folder), again, excludeDestination, tools);
      const groups = tools.groups(all).filter((group) => kinds?.some((kind) => group.kinds.includes(kind)) ?? true);
      const plan = await planExport(groups, mode === 'move' ? protectionOf : () => null, planTools(store, disk));
      const real = await exportFolder(resolve(folder), protectionOf);
      return { job: tools.start('export', act(exporting(plan, real, mode, tools))) };
    },
    empty: (input) => empty(tools, input),
    history: () => ({ operations: store.operations.all().map(toHistory) }),
  };
}

/** Out of a library that can only be read no photo is moved, and what is copied is its own record. */
function exporting(plan: ExportPlan, folder: string, mode: ExportMode, tools: ActionCommandTools) {
  return async (control: Parameters<ActionWork>[0]) => {
    const { store } = tools;
    if (store.refusal === null) return exportGroups(plan, folder, mode, tools, control);
    const { operations, close } = passingOperations();
    try {
      return {
        ...(await exportGroups(plan, folder, mode, { ...tools, store: { ...store, operations } }, control)),
        operation: 0,
      };
    } finally {
      close();
    }
  };
}

async function planned(input: Input<'plan'>, tools: ActionCommandTools) {
  const { store, disk, groups } = tools;
  const again = await againFor(input.to, tools);
  const leftOut = input.excludeDestination === true ? (again?.pattern ?? null) : null;
  const given = await rulesForAction(store, input.rules ?? {});
  const own = leftOut === null ? given : { ...given, exclude: [...given.exclude, leftOut] };
  const between = input.between === undefined ? null : await twoFolders(store, input.between);
  const all = between === null ? own : { ...own, keep: [...rulesBetween(between), ...own.keep] };
  const protectionOf = (path: string) => protectionIn(path, all);
  const bulk = selecting(input.kinds ?? bulkSpares, input.selection);
  const clearing = between === null ? null : clearingFor(groups(own), between);
  const asked: Selection = (photo, group) => bulk(photo, group) && (clearing?.(photo, group) ?? true);
  const decisions = tools.decisions();
  const selected: Selection = (photo, group) =>
    asked(photo, group) && (input.reviewedOnly !== true || decisions.reviewOf(group.photos) === 'reviewed');
  const known = groups(all);
  const touched = known.filter((group) => group.photos.some((photo) => selected(photo, group)));
  const beside = await lookBesidePhotos(touched, (path) => store.photos.isPhoto(path));
  // A keeper that is protected gets nothing from those that go.
  const refusesLoss = (keeper: string) =>
    input.selection === undefined && (input.mergeMetadata === undefined || protectionOf(keeper) !== null);
  const plan = await planRemoval(
    beside.isNews ? groups(all, beside.companions) : known,
    selected,
    protectionOf,
    { ...planTools(store, disk), companionsOf: beside.companionsOf },
    refusesLoss,
  );
  return { plan, protectionOf, again, beside };
}

/** Whether the next scan would find what is moved to a place. */
async function againFor(to: string, { store }: ActionCommandTools): Promise<FoundAgain | null> {
  if (to === 'trash') return null;
  const folders = foldersOf(store);
  return foundAgain(resolve(to), folders, storedRules(store).exclude, folders);
}

function foldersOf({ folders }: Store): string[] {
  return folders.all().map(({ path }) => path);
}

/** Leaves a destination out of the library from now on. @throws PersonError when that was not asked for, or cannot be. */
async function leaveOut(
  to: string,
  again: FoundAgain,
  isAsked: boolean | undefined,
  { store, moved }: ActionCommandTools,
): Promise<void> {
  if (isAsked !== true || again.pattern === null) refuseFoundAgain(to, again);
  store.settings.setRules(await changedRules(store, { exclude: [...storedRules(store).exclude, again.pattern] }));
  moved();
}

/**
 * What the person selected; else what the keeper rules would not keep, as far as it is of these kinds, and proven: the
 * spares of each version, and whole versions beside the group's own.
 */
function selecting(kinds: readonly Spare[], selection: Input<'plan'>['selection']): Selection {
  if (selection === undefined)
    return ({ keep, kind, said, awaitsProof, version }, { versions }) =>
      (!keep && !awaitsProof && (kinds.includes(kind) || (said && kinds.includes('said')))) ||
      (version > 0 && kinds.includes(versions[version]?.kind ?? 'similar'));
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

function described(plan: Plan, { othersNamedAfter }: BesidePhotos): Omit<Output<'plan'>, 'warnings' | 'foundAgain'> {
  const photos = plan.units.map(({ photo, kind, said, keepers, companions }) => ({
    path: photo.path,
    kind,
    said,
    keeper: keepers[0]?.path ?? '',
    reason: keepers[0]?.reason ?? '',
    bytes: photo.bytes,
    companions: companions.map(({ path }) => path),
    staying: othersNamedAfter(photo.path),
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
