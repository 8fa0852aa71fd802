import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder, by its path from there: its content and when it was changed. Nothing for no folder. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const described = files.map(async (path): Promise<[string, string]> => {
    const hash = createHash('sha256').update(await readFile(path));
    return [relative(folder, path), `${hash.digest('hex')} ${(await stat(path)).mtimeMs}`];
  });
  return Object.fromEntries((await Promise.all(described)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The contents alone. */
export function contentsOf(files: Record<string, string>): string[] {
  return Object.values(files)
    .map((description) => description.split(' ')[0] ?? '')
    .sort();
}
