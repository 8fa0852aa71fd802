/**
 * Takes over into the journal what a `manifest.json` says was moved, so that it can be undone like any operation: for an
 * export whose library is gone, or whose folder was carried elsewhere.
 */
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { errorMessage, PersonError } from '../../errors.ts';
import { isInside } from '../../store/folders.ts';
import type { OperationRow, PlannedFile } from '../../store/operations.ts';
import type { Store } from '../../store/store.ts';
import { systemDisk } from '../disk/disk.ts';
import { holds, sha256Of } from '../disk/inspect-and-hash.ts';
import { csvOf, fromIsoTime, ManifestEntry } from './manifest.ts';

const Manifest = z.object({
  twinlens: z.literal(1),
  name: z.literal('export'),
  mode: z.enum(['copy', 'hardlink', 'symlink', 'move']),
  startedAt: z.string(),
  files: z.array(ManifestEntry),
});

/**
 * @returns the operation of the manifest: the journal's own where it knows it, else one taken over from the manifest.
 * @throws PersonError when it is no manifest of ours, unknown and of another mode than `move`, or speaks of files elsewhere.
 */
export async function operationOfManifest(store: Store, given: string): Promise<OperationRow> {
  const { path, text } = await read(given);
  const manifest = parsed(path, text);
  const folder = dirname(path);
  const known = store.operations.all().find(({ name, destination, startedAt, moved }) => {
    return name === 'export' && destination === folder && startedAt === manifest.startedAt && moved > 0;
  });
  if (known !== undefined) return known;
  if (manifest.mode !== 'move')
    throw new PersonError(
      `Nothing was moved by the export of ${path}: its photos are where they were. If nobody needs its folder, delete it.`,
    );
  const files = manifest.files.map((file) => ({ ...file, target: resolve(folder, file.target) }));
  const stray = files.find(({ source, target }) => !isAbsolute(source) || !isInside(target, folder));
  if (stray !== undefined)
    throw new PersonError(
      `The file ${path} is damaged: it speaks of ${relative(folder, stray.target)}, outside its folder.`,
    );
  const manifests = [
    { target: path, text },
    { target: join(folder, 'manifest.csv'), text: csvOf(manifest.files) },
  ];
  const { startedAt, mode } = manifest;
  return store.operations.adopt(
    { name: 'export', mode, destination: folder, token: randomBytes(6).toString('hex'), startedAt },
    [...inUnits(files), ...(await Promise.all(manifests.map(ownManifest))).flat()],
  );
}

async function read(given: string): Promise<{ path: string; text: string }> {
  try {
    const path = await realpath(resolve(given));
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw new PersonError(`The manifest ${given} cannot be read: ${errorMessage(error)}.`, { cause: error });
  }
}

function parsed(path: string, text: string): z.infer<typeof Manifest> {
  const refused = `The file ${path} is not a manifest of an export: give the manifest.json in the export's folder.`;
  try {
    const result = Manifest.safeParse(JSON.parse(text));
    if (result.success) return result.data;
  } catch {
    // No JSON at all.
  }
  throw new PersonError(refused);
}

/** What follows a photo as its companion was one unit with it. */
function inUnits(files: readonly (ManifestEntry & { target: string })[]): (PlannedFile & { target: string })[] {
  let unit = -1;
  return files.map((file) => {
    if (file.role === 'photo' || unit === -1) unit++;
    return { ...file, unit, place: 0, modified: fromIsoTime(file.modified) };
  });
}

/** A manifest that is still what the export wrote goes when all else is back. */
async function ownManifest({ target, text }: { target: string; text: string }) {
  const sha256 = sha256Of(text);
  const row = { unit: -1, role: 'manifest', group: 0, place: 0, keep: false, source: '', modified: 0 } as const;
  const isOwn = await holds(systemDisk, target, sha256).catch(() => false);
  return isOwn ? [{ ...row, sha256, bytes: Buffer.byteLength(text), target }] : [];
}
