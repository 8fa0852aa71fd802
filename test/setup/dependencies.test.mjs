import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dependencies } from '../../setup/dependencies.mjs';

const windows = process.platform === 'win32';
const program = `node_modules/node-${windows ? 'win' : process.platform}-${process.arch}/bin/${windows ? 'node.exe' : 'node'}`;
let root;
let npm;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twinlens-setup-'));
  writePackages({ left: '1.0.0' });
  // Stands in for npm: counts its runs and leaves behind what npm would.
  writeFileSync(
    join(root, 'npm.mjs'),
    `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
    appendFileSync('runs', process.argv.slice(2).join(' ') + '\\n');
    if (process.env.FAKE_NPM_FAILS) { console.error('npm error network unreachable'); process.exit(1); }
    mkdirSync('${dirname(program)}', { recursive: true });
    writeFileSync('${program}', '');
    const { '': project, ...packages } = JSON.parse(readFileSync('package-lock.json')).packages;
    writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));`,
  );
  npm = { command: process.execPath, arguments: [join(root, 'npm.mjs')] };
});

afterEach(() => {
  delete process.env.FAKE_NPM_FAILS;
  rmSync(root, { recursive: true });
});

function writePackages(versions, scripts = {}) {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts, dependencies: versions }));
  const locked = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      packages: {
        '': { dependencies: versions },
        ...Object.fromEntries(locked),
        'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
      },
    }),
  );
}

function runs() {
  return existsSync(join(root, 'runs')) ? readFileSync(join(root, 'runs'), 'utf8').trim().split('\n').length : 0;
}

test('installs once, and gives back the Node that comes with the packages', () => {
  expect(dependencies({ root, npm })).toBe(join(root, program));
  dependencies({ root, npm });
  expect(runs()).toBe(1);
  expect(readFileSync(join(root, 'runs'), 'utf8')).toMatch(/^ci /);
});

test('installs again when the packages change, not when a script does', () => {
  dependencies({ root, npm });
  writePackages({ left: '1.0.0' }, { start: 'something new' });
  dependencies({ root, npm });
  expect(runs()).toBe(1);

  writePackages({ left: '2.0.0' });
  dependencies({ root, npm });
  expect(runs()).toBe(2);
});

test('takes what someone installed with npm themselves, even where optional packages of other systems are missing', () => {
  mkdirSync(join(root, dirname(program)), { recursive: true });
  writeFileSync(join(root, program), '');
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/left': { version: '1.0.0' } } }),
  );
  dependencies({ root, npm });
  expect(runs()).toBe(0);
});

test('installs over packages of other versions', () => {
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/left': { version: '0.9.0' } } }),
  );
  dependencies({ root, npm });
  expect(runs()).toBe(1);
});

test('says what to do when npm fails, and tries again next time', () => {
  process.env.FAKE_NPM_FAILS = '1';
  expect(() => dependencies({ root, npm })).toThrow(/npm error network unreachable[^]*Check the network connection/);
  delete process.env.FAKE_NPM_FAILS;
  dependencies({ root, npm });
  expect(runs()).toBe(2);
});
