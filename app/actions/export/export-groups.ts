/** Lays groups out in a new folder, a folder each, as copies, links or by moving the photos there. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FoundGroup } from '../../groups/library-groups.ts';
import type { JobControl } from '../../jobs/queue.ts';
import type { OperationMode, PlannedFile } from '../../store/operations.ts';
import { carryOut, type ActionTools, type Carried } from '../carry-out.ts';
import { intoExport } from '../destinations.ts';
import { writeManifest } from './manifest.ts';
import { type PlanTools, protectionReasons, toKnown } from '../plan/plan.ts';
import { moveReason } from '../disk/move-reasons.ts';
import type { ActionPhase } from '../../jobs/phases.ts';
import type { ProtectionOf } from '../../grouping/keeper/keeper-candidate.ts';

export interface ExportPlan {
  files: PlannedFile[];
  groups: number;
  /** Photos in each group, by its number. */
  photosOf: Map<number, number>;
  left: { path: string; reason: string }[];
}

/** @param protectionOf tells the paths that may be copied but not moved. */
export async function planExport(
  groups: readonly FoundGroup[],
  protectionOf: ProtectionOf,
  tools: PlanTools,
): Promise<ExportPlan> {
  const plan: ExportPlan = { files: [], groups: groups.length, photosOf: new Map(), left: [] };
  const taken = new Set<string>();
  let unit = 0;
  for (const [at, { photos }] of groups.entries()) {
    const group = at + 1;
    plan.photosOf.set(group, photos.length);
    for (const [index, photo] of photos.entries()) {
      if (taken.has(photo.path)) continue;
      const leave = (reason: string) => plan.left.push({ path: photo.path, reason: `was left where it is: ${reason}` });
      const known = toKnown(photo, tools.known);
      if (photo.offline) leave('its drive is away');
      else if (known === null) leave('it was changed, scan again');
      else {
        const companions = (await tools.companionsOf(photo.path)).filter((path) => !taken.has(path));
        const protection = [photo.path, ...companions].map(protectionOf).find((one) => one !== null);
        if (protection !== undefined) {
          leave(protectionReasons[protection]);
          continue;
        }
        const common = { unit: unit++, group, place: index + 1, keep: photo.keep };
        plan.files.push({ ...common, ...known, role: 'photo', source: photo.path });
        for (const path of companions) {
          const bytes = await tools.sizeOf(path);
          plan.files.push({ ...common, role: 'companion', source: path, sha256: null, bytes, modified: 0 });
        }
        for (const path of [photo.path, ...companions]) taken.add(path);
      }
    }
  }
  return plan;
}

/** @param folder from `exportFolder`. @returns with `groups`, the number of folders that were made. */
export async function exportGroups(
  plan: ExportPlan,
  folder: string,
  mode: OperationMode,
  tools: ActionTools,
  control: JobControl<ActionPhase>,
): Promise<Carried & { groups: number }> {
  const { store, now } = tools;
  const token = randomBytes(6).toString('hex');
  const operation = store.operations.begin(
    { name: 'export', mode, destination: folder, token, startedAt: now().toISOString() },
    plan.files,
  );
  const carried = await carryOut(operation, intoExport(folder, plan.groups, plan.photosOf), tools, control, {
    ending: () =>
      writeManifest(operation, tools).catch((error: unknown) => {
        const reason = moveReason(error).replace('was left where it is', 'could not be written');
        plan.left.push({ path: join(folder, 'manifest.json'), reason });
      }),
  });
  const filled = store.operations
    .files(operation.id)
    .filter(({ role, state }) => role === 'photo' && state === 'moved');
  return {
    ...carried,
    skipped: [...plan.left, ...carried.skipped],
    groups: new Set(filled.map(({ group }) => group)).size,
  };
}
