/** Says in an export what came from where: `manifest.json` for programs, `manifest.csv` for spreadsheets. */
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { OperationFile, OperationRow } from '../../store/operations.ts';
import type { ActionTools } from '../carry-out.ts';
import { lookAt, syncFolder, type Disk } from '../disk/disk.ts';
import { holds, sha256Of } from '../disk/inspect-and-hash.ts';
import { place } from '../disk/place-without-replacing.ts';

const columns = ['group', 'keep', 'role', 'source', 'target', 'sha256', 'bytes', 'modified'] as const;

export const ManifestEntry = z.object({
  group: z.int(),
  keep: z.boolean(),
  role: z.enum(['photo', 'companion']),
  source: z.string(),
  /** Relative to the export's folder. */
  target: z.string(),
  sha256: z.string().nullable(),
  bytes: z.int(),
  /** ISO date and time, to the microsecond. */
  modified: z.iso.datetime(),
});
export type ManifestEntry = z.infer<typeof ManifestEntry>;

/**
 * Writes what is missing of both; each appears whole or not at all. Every file that the export placed is in them.
 * @throws the system's error.
 */
export async function writeManifest(operation: OperationRow, { store, disk }: ActionTools): Promise<void> {
  const files = store.operations.files(operation.id);
  const made = files.filter(({ role }) => role === 'manifest').map(({ target }) => target);
  const entries = files
    .filter(({ state, target }) => state === 'moved' && target !== null)
    .flatMap((file) => toEntry(file, operation.destination));
  if (entries.length === 0) return;
  const { name, mode, startedAt } = operation;
  const json = `${JSON.stringify({ twinlens: 1, name, mode, startedAt, files: entries }, null, 2)}\n`;
  for (const [ending, text] of [
    ['.json', json],
    ['.csv', csvOf(entries)],
  ] as const) {
    if (made.some((target) => target?.endsWith(ending))) continue;
    const sha256 = sha256Of(text);
    const target = await writeWhole(disk, operation, ending, text, sha256);
    const row = { unit: -1, role: 'manifest', group: 0, place: 0, keep: false, source: '', modified: 0 } as const;
    store.operations.addMade(operation.id, { ...row, sha256, bytes: Buffer.byteLength(text), target });
  }
}

async function writeWhole(
  disk: Disk,
  { destination, token }: OperationRow,
  ending: string,
  text: string,
  sha256: string,
): Promise<string> {
  const temporary = join(destination, `.twinlens-${token}${ending}`);
  const wasCutOff = (await lookAt(disk, temporary)) !== null;
  for (let attempt = 1; ; attempt++) {
    const target = join(destination, attempt === 1 ? `manifest${ending}` : `manifest (${attempt})${ending}`);
    const there = await lookAt(disk, target);
    // A start that was cut off has left its own: the whole of it, or the empty file with which `place` may begin.
    const isDone = there !== null && (await holds(disk, target, sha256));
    const isBegun = there !== null && wasCutOff && there.isFile() && there.size === 0n;
    if (there !== null && !isDone && !isBegun) continue;
    if (isBegun) await disk.unlink(target);
    if (wasCutOff) await disk.unlink(temporary);
    if (!isDone) await writeNew(disk, temporary, target, text);
    return target;
  }
}

async function writeNew(disk: Disk, temporary: string, target: string, text: string): Promise<void> {
  const handle = await disk.open(temporary, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await place(disk, temporary, target);
  await syncFolder(disk, dirname(target));
}

function toEntry(
  { group, keep, role, source, target, sha256, bytes, modified }: OperationFile,
  folder: string,
): ManifestEntry[] {
  if (role !== 'photo' && role !== 'companion') return [];
  const place = { source, target: relative(folder, target ?? '') };
  return [{ group, keep, role, ...place, sha256, bytes, modified: isoTime(modified) }];
}

/** What `manifest.csv` says. */
export function csvOf(entries: readonly ManifestEntry[]): string {
  return [columns.join(','), ...entries.map(toLine)].map((line) => `${line}\r\n`).join('');
}

function isoTime(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}

/** Microseconds since 1970. @param text an ISO date and time, as `isoTime` gives it. */
export function fromIsoTime(text: string): number {
  const [, rest = '0'] = /\.\d{3}(\d{3})Z$/.exec(text) ?? [];
  return Date.parse(text) * 1000 + Number(rest);
}

function toLine(entry: ManifestEntry): string {
  return columns.map((column) => field(String(entry[column] ?? ''))).join(',');
}

/** As RFC 4180 has it. */
function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
