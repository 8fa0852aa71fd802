/** Finds a browser of Chromium's family for the window's tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { installOnDebian } from './debian.mjs';
import { root } from './root.mjs';
import { Problem, say } from './say.mjs';

/** The path of a browser that starts; a Problem where none is to be had. */
export function browser(node) {
  const chosen = process.env.TWINLENS_BROWSER;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Problem(`TWINLENS_BROWSER names ${chosen}, and no program is there.`);
  }
  const found = usualPlaces().find(starts);
  if (found !== undefined) return found;

  const playwright = createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
  if (existsSync(playwright)) return playwright;

  say('Installing a browser for the window’s tests, once …');
  installOnDebian('chromium');
  if (starts('/usr/bin/chromium')) return '/usr/bin/chromium';
  spawnSync(node, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  if (existsSync(playwright)) return playwright;
  throw new Problem(
    'No browser was found and none could be installed: install Chromium, Chrome or Edge, or name one in TWINLENS_BROWSER.',
  );
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const homes = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter(Boolean);
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return programs.flatMap((program) => homes.map((home) => join(home, program)));
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function starts(path) {
  if (!existsSync(path)) return false;
  // On Ubuntu `chromium-browser` may be a script that only says where to get the browser. Elsewhere `--version` opens a window.
  return (
    process.platform !== 'linux' || spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
}
