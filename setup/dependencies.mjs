/**
 * Installs the packages when they are missing or not those of package-lock.json, and gives back the path of Node 24.
 * Runs on any Node from 20, before anything is installed, and costs a few milliseconds when there is nothing to do.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lockedNode } from './node.mjs';
import { root as projectRoot } from './root.mjs';
import { Problem, say } from './say.mjs';

export function dependencies({ root = projectRoot, npm = ownNpm() } = {}) {
  if (major(process.versions.node) < 20) {
    throw new Problem(
      `Twinlens needs Node 20 or later and this is ${process.versions.node}: install it from nodejs.org.`,
    );
  }
  const stamp = join(root, 'node_modules', '.twinlens');
  const wanted = fingerprint(root);
  if (read(stamp) !== wanted) {
    // Packages that someone installed with npm themselves are taken as they are.
    if (!installedAsLocked(root)) install(root, npm);
    writeFileSync(stamp, wanted);
  }
  return node24(root);
}

/** Changes when the packages do; a new npm script in package.json leaves it as it is. */
function fingerprint(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { dependencies, devDependencies, optionalDependencies, allowScripts } = manifest;
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, allowScripts]))
    .digest('hex');
}

/** npm lists what it has installed in node_modules/.package-lock.json, which it writes last. */
function installedAsLocked(root) {
  const list = read(join(root, 'node_modules', '.package-lock.json'));
  if (list === null) return false;
  const installed = JSON.parse(list).packages;
  const { '': project, ...locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const inStep = ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) =>
    sameEntries(manifest[kind], project[kind]),
  );
  return (
    inStep &&
    Object.keys(installed).every((path) => path in locked) &&
    Object.entries(locked).every(([path, { version, optional }]) =>
      path in installed ? installed[path].version === version : optional === true,
    )
  );
}

function sameEntries(a = {}, b = {}) {
  const sorted = (object) => JSON.stringify(Object.entries(object).sort());
  return sorted(a) === sorted(b);
}

function install(root, npm) {
  say('Installing the packages Twinlens needs; this takes about a minute, once …');
  // Windows cannot delete a program that runs: where this is node_modules' own Node, leave what is in place.
  const inPlace = process.platform === 'win32' && process.execPath.startsWith(join(root, 'node_modules'));
  const { status, error, stderr } = spawnSync(
    npm.command,
    [...npm.arguments, inPlace ? 'install' : 'ci', '--loglevel=error', '--no-progress', '--include=dev'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], shell: npm.shell ?? false },
  );
  if (status === 0) return;
  // npm begins with the cause and may end with a page of its options.
  const details = (error?.message ?? stderr).trim().split('\n').slice(0, 15).join('\n');
  throw new Problem(
    `${details}\n\nThe packages could not be installed (npm's own words are above). ` +
      'Check the network connection, or the proxy that npm is set to, and try again.',
  );
}

/** The npm that runs this script; plain `npm` when none does. */
function ownNpm() {
  const path = process.env.npm_execpath;
  if (path && basename(path) === 'npm-cli.js') {
    // Not process.execPath: that may be node_modules' own Node, which `npm ci` is about to delete.
    return { command: process.env.npm_node_execpath ?? process.execPath, arguments: [path] };
  }
  return { command: 'npm', arguments: [], shell: process.platform === 'win32' };
}

function node24(root) {
  const locked = lockedNode(root);
  if (locked !== null) return locked;
  if (major(process.versions.node) >= 24) return process.execPath;
  throw new Problem(
    `Twinlens runs on Node 24 and this is ${process.versions.node}. Its packages bring Node 24 to Windows and Linux only, ` +
      'and not where npm leaves optional packages out: install Node 24 from nodejs.org.',
  );
}

function major(version) {
  return Number.parseInt(version, 10);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
