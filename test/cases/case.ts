/** Inputs of the kinds that people have, on which an earlier Twinlens failed: made anew by the generators beside the shared photos. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Group } from '../../app/contract/contract.ts';
import { groupsOf, scan, withLibrary } from '../app/scanning.ts';
import { temporaryFolder } from '../photos.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cases = join(root, '..', 'shared', 'cases');
const python = process.env.TWINLENS_PYTHON ?? 'python3';

/** Without the shared cases their tests are skipped, but in continuous integration, where they must fail. */
export const hasCases = existsSync(cases) || process.env.CI === 'true';
/** Whether what draws some of the cases is here. */
export const hasPillow = spawnSync(python, ['-c', 'import PIL'], { stdio: 'ignore' }).status === 0;

/** Makes the files of a case. @param name the folder of its generator. @returns the folder they lie in. */
export async function makeCase(name: string): Promise<string> {
  const folder = join(temporaryFolder(), name);
  const script = ['make.mjs', 'make.py', 'make.sh'].map((file) => join(cases, name, file)).find(existsSync);
  if (script === undefined) throw new Error(`The case ${name} has no generator.`);
  const program = script.endsWith('.py') ? python : script.endsWith('.sh') ? 'bash' : process.execPath;
  const { originals } = (await import(pathToFileURL(join(cases, 'originals.mjs')).href)) as { originals: () => string };
  // Generators call the ExifTool that the app brings along.
  const exiftool = join(root, 'node_modules', 'exiftool-vendored.pl', 'bin');
  const path = [dirname(process.execPath), exiftool, process.env.PATH].join(delimiter);
  execFileSync(program, [script, folder], {
    cwd: root,
    env: { ...process.env, TWINLENS: root, PATH: path, PYTHON: python, ORIGINALS: originals() },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}

export interface Told {
  /** Every group at the library's threshold; and what is one picture by what was verified, at any threshold. */
  groups: Group[];
  verified: Group[];
  /** What goes in bulk, as `path for keeper`, in the order of the paths. */
  bulk: string[];
}

/** Scans a folder into a library of its own. Paths are told from the folder on, with `/`. */
export async function told(folder: string): Promise<Told> {
  const named = (path: string) => relative(folder, path).split(sep).join('/');
  return withLibrary(join(temporaryFolder(), 'library'), async (library) => {
    await scan(library, folder);
    const { photos } = await library.call('plan', { to: 'trash' });
    const renamed = (groups: Group[]) =>
      groups.map((group) => ({
        ...group,
        photos: group.photos.map((photo) => ({ ...photo, path: named(photo.path) })),
      }));
    return {
      groups: renamed(await groupsOf(library)),
      verified: renamed(await groupsOf(library, 0)).filter(({ kind }) => kind !== 'similar'),
      bulk: photos.map(({ path, keeper }) => `${named(path)} for ${named(keeper)}`).sort(),
    };
  });
}
