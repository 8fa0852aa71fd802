/** Gets Electron ready to open the window: its program, which comes on first use, and the compiled shell. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { Problem, say } from './say.mjs';
import { isStale } from './stale.mjs';

const patience = 120_000;
/** After a download that failed, the next ones are left alone for so long: a start should not be slow each time. */
const restHours = 6;

/** The path of Electron's program; a Problem with the reason where it cannot open a window. */
export function electron(node) {
  refuseWhereNoWindowOpens(process);
  const program = installedElectron() ?? download(node);
  compileShell(node);
  return program;
}

export function refuseWhereNoWindowOpens({ platform, env, getuid }) {
  if (platform !== 'linux') return;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) throw new Problem('there is no display');
  if (getuid() === 0) throw new Problem('Electron does not run as root');
}

export function installedElectron() {
  const folder = join(root, 'node_modules', 'electron');
  const list = join(folder, 'path.txt');
  if (!existsSync(list)) return null;
  const program = join(folder, 'dist', readFileSync(list, 'utf8'));
  return existsSync(program) ? program : null;
}

function download(node) {
  const failure = join(root, 'node_modules', '.twinlens-electron-failed');
  const failedAt = statSync(failure, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
  if (Date.now() - failedAt < restHours * 3_600_000) throw new Problem(readFileSync(failure, 'utf8'));

  say('Getting Electron, about 120 MB, once …');
  const { status, error } = spawnSync(node, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: 'ignore',
    timeout: patience,
  });
  const program = status === 0 ? installedElectron() : null;
  if (program !== null) {
    rmSync(failure, { force: true });
    return program;
  }
  const reason = error
    ? 'its download takes too long (“npx install-electron” gets it without a time limit)'
    : 'its download failed (“npx install-electron” says why)';
  writeFileSync(failure, reason);
  throw new Problem(reason);
}

export function compileShell(node) {
  const sources = ['app', 'main', 'tsconfig.json', 'tsconfig.build.json'].map((path) => join(root, path));
  if (!isStale(join(root, 'dist', 'main', 'electron', 'main.js'), sources)) return;
  const { status, stdout } = spawnSync(
    node,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Problem(`it could not be compiled:\n${stdout}`);
}
