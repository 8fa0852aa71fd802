/**
 * The desktop package, made by electron-builder around a stand-in for Electron's program, and moved to where people put
 * things: what lies in it, and that the packaged shell, engine and command line work from there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { extractAll } from '@electron/asar';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemsOfPackage } from '../../setup/package/check.mjs';
import { layOutPackage, stage } from '../../setup/package/stage.mjs';
import { root } from '../../setup/root.mjs';
import { paint } from '../e2e/photos.ts';
import { makeStandIn } from './stand-in-distribution.mjs';

const target = { platform: process.platform, arch: process.arch };
const version = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;

// A stand-in for macOS or Windows would have to be a bundle or a real program: there the workflow packs the real one.
describe.skipIf(process.platform !== 'linux')('the desktop package', () => {
  let folder;
  let installed;
  let resources;
  let photos;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-package-')));
    makeStandIn(join(folder, 'electron'), version);
    await layOutPackage(process.execPath);
    const refused = withPlanted(() => pack(join(folder, 'refused')));
    expect(refused.status).not.toBe(0);
    expect(refused.output).toContain('foreign.node is for win32 on x64; this package is for linux on x64.');
    expect(refused.output).toContain('core/test/planted.test.js does not belong into a package.');
    const { status, output } = pack(join(folder, 'packed'));
    expect(output).not.toContain('must not go out');
    expect(status).toBe(0);
    installed = join(folder, 'Über uns', 'Twin lens');
    mkdirSync(join(folder, 'Über uns'));
    cpSync(join(folder, 'packed', 'linux-unpacked'), installed, { recursive: true, verbatimSymlinks: true });
    rmSync(join(folder, 'packed'), { recursive: true });
    resources = join(installed, 'resources');
    photos = join(folder, 'Fotos 2026 – Käse');
    await makePhotos(photos);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function pack(output) {
    const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
    const options = ['--dir', '--publish', 'never', `-c.electronDist=${join(folder, 'electron')}`];
    const run = spawnSync(process.execPath, [builder, ...options, `-c.directories.output=${output}`], {
      cwd: root,
      encoding: 'utf8',
      // Colours would be in the middle of what is looked for.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    return { status: run.status, output: run.stdout + run.stderr };
  }

  test('holds what runs, and nothing else', () => {
    expect(problemsOfPackage(installed, resources, target)).toEqual([]);
    const sizes = ['.', 'resources/app.asar', 'resources/core', 'resources/core/node_modules', 'resources/node'].map(
      (part) => `${part} ${(bytesIn(join(installed, part)) / 1e6).toFixed(1)} MB`,
    );
    console.log(`The package without Electron: ${sizes.join(', ')}.`);
  });

  test.each([
    ['a library for another system', 'core/node_modules/sharp/foreign.node', () => peOf(0x8664), /is for win32 on x64/],
    ['a library for another chip', 'node/libother.so', () => elfOf(0xb7), /is for linux on arm64/],
    ['a library with a plain name', 'core/app/readme', () => machOf(), /is for darwin on arm64/],
    ['a test', 'core/app/scan.test.js', () => 'test();', /does not belong/],
    ['a folder of tests', 'core/node_modules/zod/tests/all.js', () => 'test();', /does not belong/],
    ['a source', 'core/app/library.ts', () => 'export {};', /does not belong/],
    ['typings', 'core/node_modules/zod/index.d.cts', () => 'export {};', /does not belong/],
    ['DirectML', 'core/node_modules/onnxruntime-node/bin/DirectML.dll', () => '', /does not belong/],
    [
      'a package without a notice',
      'core/node_modules/left/package.json',
      () => '{"name":"left","version":"1.0.0"}',
      /does not name left 1\.0\.0/,
    ],
  ])('%s is found', (_what, file, content, problem) => {
    const path = join(resources, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content());
    const problems = problemsOfPackage(installed, resources, target);
    rmSync(file.includes('/left/') || file.includes('/tests/') ? join(path, '..') : path, { recursive: true });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('missing notices are found, wholly and in part', () => {
    const file = join(resources, 'THIRD-PARTY-NOTICES.txt');
    const text = readFileSync(file, 'utf8');
    const problems = () => problemsOfPackage(installed, resources, target);
    rmSync(file);
    expect(problems()).toEqual(['THIRD-PARTY-NOTICES.txt is missing.']);
    writeFileSync(file, text.replaceAll('ExifTool', ''));
    expect(problems()).toContain('THIRD-PARTY-NOTICES.txt does not name ExifTool.');
    writeFileSync(file, text);
    expect(problems()).toEqual([]);
    for (const words of [
      'GNU LESSER GENERAL PUBLIC LICENSE',
      '| librsvg',
      'Artistic License',
      'Node.js',
      'Phil Harvey',
    ])
      expect(text).toContain(words);
  });

  test('its window finds the groups of the checkout, shows them, learns, cleans up and takes it back', async () => {
    const shell = join(folder, 'shell');
    extractAll(join(resources, 'app.asar'), shell);
    const module = join(shell, 'node_modules', 'electron');
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, 'package.json'), '{"type":"module","main":"index.js"}');
    cpSync(join(root, 'test', 'package', 'stand-in-electron.mjs'), join(module, 'index.js'));
    const before = contents(photos);

    const driver = join(root, 'test', 'package', 'drive.mjs');
    const result = run(process.execPath, [driver, resources, shell, photos, join(folder, 'home')]);

    const library = join(folder, 'library of the checkout');
    run(process.execPath, [join(root, 'main', 'cli.ts'), 'scan', photos, '--library', library, '--json']);
    const { groups } = run(process.execPath, [join(root, 'main', 'cli.ts'), 'groups', '--library', library, '--json']);
    expect(groups.length).toBeGreaterThanOrEqual(8);
    expect(result.groups.map(essence)).toEqual(groups.map(essence));

    const [thumbnail, preview] = await Promise.all(
      result.pictures.map((picture) => sharp(Buffer.from(picture, 'base64')).metadata()),
    );
    expect(thumbnail.width).toBeGreaterThan(50);
    expect(preview.width).toBe(400);
    expect(result.unknownPicture).toBe('');
    expect(result.heads.length).toBeGreaterThan(0);
    expect(result.lessons).toBeGreaterThan(0);

    expect(result.plan.photos.length).toBeGreaterThanOrEqual(16);
    expect(result.applied).toMatchObject({ name: 'apply', files: result.plan.files, skipped: 0, merged: 1 });
    expect(result.undone).toMatchObject({ undone: true, restored: result.plan.files });
    expect(contents(photos)).toEqual(before);
  });

  test('its command line works from any folder', () => {
    const library = join(folder, 'library of the command line');
    const twinlens = join(resources, 'twinlens');
    const report = run(twinlens, ['scan', photos, '--library', library, '--json'], tmpdir());
    expect(report).toMatchObject({ unreadable: [], photos: 24 });
    const link = join(folder, 'linked');
    execFileSync('ln', ['-s', twinlens, link]);
    expect(run(link, ['groups', '--library', library, '--json']).groups).toHaveLength(report.groups);
  });

  test('its engine answers after a message of a newer V8, and after random bytes', async () => {
    const { askEngine } = await import('./ask-engine.ts');
    const engine = join(resources, 'core', 'main', 'engine.js');
    const node = join(resources, 'node', 'node');
    for (const bad of [newerClone(), randomBytes(100_000)]) {
      const library = await askEngine(node, engine, join(folder, 'wire'), bad);
      expect(library).toMatchObject({ is: 'output', output: { photos: 0 } });
    }
  });

  test('nothing of it was compiled for a debugger or lies open to others', () => {
    for (const file of globSync('**/*', { cwd: installed, withFileTypes: true }).filter((entry) => entry.isFile()))
      expect(statSync(join(file.parentPath, file.name)).mode & 0o022).toBe(0);
  });

  /** Plants a foreign library and a test among what is staged, for as long as `use` runs. */
  function withPlanted(use) {
    const planted = [
      [join(stage, 'core', 'node_modules', 'sharp', 'foreign.node'), peOf(0x8664)],
      [join(stage, 'core', 'test', 'planted.test.js'), 'test();'],
    ];
    for (const [path, content] of planted) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, content);
    }
    const result = use();
    for (const [path] of planted) rmSync(path);
    return result;
  }
});

function run(program, options, cwd = root) {
  const { status, stdout, stderr } = spawnSync(program, options, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Eight pictures, each with two copies; the first one's copy knows its title and keywords, which it does not itself. */
async function makePhotos(folder) {
  mkdirSync(folder, { recursive: true });
  for (let seed = 1; seed <= 8; seed++) {
    const original = join(folder, `photo ${seed}.jpg`);
    await paint(seed, { width: 400, height: 300 }).jpeg({ quality: 95 }).toFile(original);
    await sharp(original)
      .jpeg({ quality: 70 })
      .toFile(join(folder, `photo ${seed} – saved again.jpg`));
    await sharp(original)
      .resize(200)
      .jpeg({ quality: 80 })
      .toFile(join(folder, `photo ${seed} – small.jpg`));
  }
  const copy = join(folder, 'photo 1 – small.jpg');
  const withTitle = await sharp(copy).withXmp(xmp).toBuffer();
  writeFileSync(copy, withTitle);
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>`;

function essence({ kind, photos }) {
  return { kind, photos: photos.map(({ path, kind, keep, distance }) => ({ path, kind, keep, distance })) };
}

function contents(folder) {
  return Object.fromEntries(
    globSync('*', { cwd: folder }).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

function bytesIn(path) {
  if (statSync(path).isFile()) return statSync(path).size;
  const files = globSync('**/*', { cwd: path, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function peOf(machine) {
  const bytes = Buffer.alloc(256);
  bytes.write('MZ');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128);
  bytes.writeUInt16LE(machine, 132);
  return bytes;
}

function elfOf(machine) {
  const bytes = Buffer.alloc(64);
  bytes.write('\x7fELF', 'latin1');
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

function machOf() {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(0x0100000c, 4);
  return bytes;
}

/** What Electron 45 sent before: V8's structured clone, format 16, behind its length. */
function newerClone() {
  const body = serialize({ id: 1, call: 'library', input: {} });
  body[1] = 16;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}
