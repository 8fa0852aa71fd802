/** Lays out what goes into the archive: the shell in one file, its preload, the window's pages. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../root.mjs';

/** @param pages the folder of the built window. @returns the files that the shell was bundled from. */
export async function layOutShell(folder, pages) {
  const main = await bundle('main/electron/main.ts', 'es', join(folder, 'dist', 'main', 'electron', 'main.js'));
  const preload = await bundle(
    'main/electron/preload.cts',
    'cjs',
    join(folder, 'dist', 'main', 'electron', 'preload.cjs'),
  );
  cpSync(pages, join(folder, 'dist', 'renderer'), { recursive: true });
  const icon = join('resources', 'icons', 'icon.png');
  cpSync(join(root, icon), join(folder, icon));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  return [...main, ...preload];
}

/** What Electron and electron-builder read of package.json: no dependency, since nothing is left to be found. */
function manifest() {
  const forDevelopers = ['scripts', 'engines', 'allowScripts', 'overrides'];
  const packages = ['dependencies', 'devDependencies', 'optionalDependencies'];
  const entries = Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return Object.fromEntries(entries.filter(([name]) => ![...forDevelopers, ...packages].includes(name)));
}

async function bundle(entry, format, file) {
  const external = ['electron', ...builtinModules, /^node:/];
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: join(root, entry),
      write: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external, output: { format, codeSplitting: false } },
    },
  });
  const [chunk] = output;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, chunk.code);
  return chunk.moduleIds;
}
