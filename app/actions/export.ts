/** Lays groups out in a new folder, a folder each, as copies, links or by moving the photos there. */
import { randomBytes } from 'node:crypto';
import { realpath, readdir, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Group } from '../contract.ts';
import { PersonError } from '../errors.ts';
import { systemReason } from '../files/reasons.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { OperationMode, PlannedFile } from '../store/operations.ts';
import { carryOut, type ActionPhase, type ActionTools, type Carried } from './carry-out.ts';
import { intoExport } from './destinations.ts';
import { writeManifest } from './manifest.ts';
import type { PlanTools } from './plan-tools.ts';
import { toKnown } from './plan.ts';
import { moveReason } from './reasons.ts';

export interface ExportPlan {
  files: PlannedFile[];
  groups: number;
  /** Photos in each group, by its number. */
  photosOf: Map<number, number>;
  left: { path: string; reason: string }[];
}

/** @param isProtected tells the paths that may be copied but not moved. */
export async function planExport(
  groups: readonly Group[],
  isProtected: (path: string) => boolean,
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
        if ([photo.path, ...companions].some(isProtected)) {
          leave('it is protected');
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

/** Makes the folder of an export. @returns its real path. @throws PersonError when it holds anything, or cannot be made. */
export async function exportFolder(path: string): Promise<string> {
  let entries;
  try {
    await mkdir(path, { recursive: true });
    entries = await readdir(path);
  } catch (error) {
    throw new PersonError(`The folder ${path} ${systemReason(error)}.`, { cause: error });
  }
  if (entries.length > 0)
    throw new PersonError(`The folder ${path} is not empty: export into a new one, so that nothing can be mixed up.`);
  return realpath(path);
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
