/** Gets Electron ready to open the window: its program, which comes on first use, and the compiled shell. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { Problem, say } from './say.mjs';
import { sandboxDenied } from './sandbox.mjs';
import { isStale } from './stale.mjs';
import { toolScript } from './tools.mjs';

const electronFolder = join(root, 'node_modules', 'electron');
/** After a download that failed, the next ones are left alone for so long: a start should not be slow each time. */
const restHours = 6;

/** The path of Electron's program; a Problem with the reason where it cannot open a window. */
export function electron(node) {
  refuseWhereNoWindowOpens(process);
  // Before 120 MB are fetched for nothing.
  if (process.platform === 'linux') refuseWithoutSandbox(sandboxDenied(join(electronFolder, 'dist', 'electron')));
  const program = installedElectron() ?? download(node);
  compileShell(node);
  return program;
}

/** Says what helps once, and after that only the reason. */
export function refuseWithoutSandbox(denied, said = join(root, 'node_modules', '.twinlens-sandbox-said')) {
  if (denied === null) return;
  const words = existsSync(said) ? denied.reason : `${denied.reason} (${denied.help.replace(/\.$/, '')})`;
  writeFileSync(said, '');
  throw new Problem(words);
}

export function refuseWhereNoWindowOpens({ platform, env, getuid }) {
  if (platform !== 'linux') return;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) throw new Problem('there is no display');
  if (getuid() === 0) throw new Problem('Electron does not run as root');
}

export function installedElectron() {
  const list = join(electronFolder, 'path.txt');
  if (!existsSync(list)) return null;
  const program = join(electronFolder, 'dist', readFileSync(list, 'utf8'));
  return existsSync(program) ? program : null;
}

function download(node) {
  const failure = join(root, 'node_modules', '.twinlens-electron-failed');
  const failedAt = statSync(failure, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
  if (Date.now() - failedAt < restHours * 3_600_000) throw new Problem(readFileSync(failure, 'utf8'));

  say('Getting Electron, about 120 MB, once …');
  const download = spawnSync(node, [join(root, 'setup', 'electron-download.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // From the cache now, where it has been checked.
  const install = join(electronFolder, 'install.js');
  if (download.status === 0) spawnSync(node, [install], { stdio: ['ignore', 'ignore', 'inherit'] });
  const program = installedElectron();
  if (program !== null) {
    rmSync(failure, { force: true });
    return program;
  }
  const stalled = download.status === 3;
  const reason = stalled
    ? 'nothing more came of its download (“npx install-electron” tries again)'
    : 'its download failed (“npx install-electron” says why)';
  writeFileSync(failure, reason);
  throw new Problem(reason);
}

export function compileShell(node) {
  const sources = ['app', 'main', 'tsconfig.json', 'tsconfig.build.json'].map((path) => join(root, path));
  if (!isStale(join(root, 'dist', 'main', 'electron', 'main.js'), sources)) return;
  const { status, stdout } = spawnSync(node, [toolScript('tsc'), '-p', join(root, 'tsconfig.build.json')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(`it could not be compiled:\n${stdout}`);
}
