/** What a person should know of a plan before they say yes. */
import { dirname, extname } from 'node:path';
import { lookAt, type Disk } from '../disk/disk.ts';
import { lostWords } from './lost-facts.ts';
import { bytesOf, type Plan } from './plan.ts';
import type { ProtectionOf } from '../../grouping/keeper/keeper-candidate.ts';

/** @param to `trash`, or the path of a folder. @param isMerging whether keepers get what the copies know. */
export async function warningsOf(
  plan: Plan,
  { to, protectionOf, isMerging }: { to: string; protectionOf: ProtectionOf; isMerging: boolean },
  { disk }: { disk: Disk },
): Promise<string[]> {
  const found = [
    ...protectionWarnings(plan, protectionOf),
    ...sizeWarnings(plan),
    ...(isMerging ? [] : [...lossWarnings(plan), ...sidecarWarnings(plan)]),
  ];
  if (to === 'trash')
    return process.platform === 'win32' && plan.units.length > 0 ? [...found, ownTrashWarning] : found;
  const bytes = bytesOf(plan);
  const free = await freeBytes(disk, to);
  const first = plan.units[0]?.photo.path;
  const isOtherDrive = first !== undefined && (await deviceOf(disk, first)) !== (await deviceOf(disk, to));
  if (isOtherDrive && free !== null && free < bytes)
    found.push(`${to} has room for ${free} bytes, and ${bytes} would be moved: what finds no room stays where it is.`);
  return found;
}

const ownTrashWarning =
  'Windows does not tell where its recycle bin puts a file, so that nothing could be undone: the photos go into a folder .twinlens-trash beside yours instead, from which undo brings them back and “empty” deletes them for good.';

function protectionWarnings({ left }: Plan, protectionOf: ProtectionOf): string[] {
  const count = left.filter(({ path }) => protectionOf(path) !== null).length;
  if (count === 0) return [];
  return [
    count === 1
      ? 'One photo that was asked for is protected, or lies in a reference folder: it stays.'
      : `${count} photos that were asked for are protected, or lie in reference folders: they stay.`,
  ];
}

function sizeWarnings({ units }: Plan): string[] {
  const count = units.filter(({ isLarger }) => isLarger).length;
  if (count === 0) return [];
  return [
    count === 1
      ? 'One photo that would go is a larger picture than the one that is kept.'
      : `${count} photos that would go are larger pictures than those that are kept.`,
  ];
}

/** Of what a person chose themselves: in bulk such photos stay. */
function lossWarnings({ units }: Plan): string[] {
  const losing = units.filter(({ lost }) => lost.length > 0);
  const facts = lostWords([...new Set(losing.flatMap(({ lost }) => lost))]);
  if (losing.length === 0) return [];
  return [
    `${losing.length === 1 ? 'One photo that would go knows' : `${losing.length} photos that would go know`} ${facts}, and what is kept does not. Merge the metadata if the keepers should have it.`,
  ];
}

/** What a sidecar knows goes with the copy that it belongs to. */
function sidecarWarnings({ units }: Plan): string[] {
  const isSidecar = ({ path }: { path: string }) => ['.xmp', '.json'].includes(extname(path).toLowerCase());
  const count = units.filter(({ companions }) => companions.some(isSidecar)).length;
  if (count === 0) return [];
  return [
    `${count === 1 ? 'One photo has a sidecar' : `${count} photos have sidecars`} (.xmp, .json), with dates, places or keywords perhaps: they go along. Merge the metadata if the keepers should have it.`,
  ];
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
