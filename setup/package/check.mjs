/** What is wrong with an unpacked package, before anything is made of it. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { listPackage } from '@electron/asar';
import { nativeTarget } from './native.mjs';
import { packagesIn, titleOf } from './notices.mjs';

/** Sources, typings, maps, papers and tests: nobody runs them. */
const never =
  /\.(ts|mts|cts|tsx|map|md|markdown|cc|cpp|h|hpp|gyp|gypi|tsbuildinfo)$|(^|\/)(tests?|__tests__|__mocks__)\/|\.(test|spec)\.[cm]?js$/i;
/** Reached only where someone asks for the graphics card, which Twinlens does not. */
const graphics = /^(DirectML|dxcompiler|dxil|onnxruntime_providers_.*)\.(dll|so)$/i;
/** What every package has within it, beside the packages of the core. */
const alwaysNoted = [
  'Node.js',
  'svelte ',
  '@lucide/svelte ',
  'zod ',
  'libvips',
  'ONNX Runtime',
  'TensorFlow.js',
  'ExifTool',
];

/**
 * @param folder the unpacked package as a whole; `resources` is the folder of the archive in it.
 * @param target `{platform, arch}` that the package is for.
 * @returns sentences, none where all is well.
 */
export function problemsOfPackage(folder, resources, target) {
  return [
    ...foreignFiles(folder, target),
    ...strayFiles(resources),
    ...missingFiles(resources, target.platform),
    ...missingNotices(resources),
  ];
}

function foreignFiles(folder, { platform, arch }) {
  return filesIn(folder).flatMap((file) => {
    const found = nativeTarget(join(folder, file));
    if (found === null || (found.platform === platform && [arch, 'universal'].includes(found.arch))) return [];
    return [`${file} is for ${found.platform} on ${found.arch}; this package is for ${platform} on ${arch}.`];
  });
}

function strayFiles(resources) {
  const packed = filesIn(resources).filter((file) => !file.startsWith('app.asar'));
  const archived = listPackage(join(resources, 'app.asar'), { isPack: false }).map(
    (file) => `app.asar${file.split(sep).join('/')}`,
  );
  const files = [...packed, ...archived];
  const all = new Set(files);
  const stray = files.filter((file) => never.test(file) || graphics.test(basename(file)));
  // A library in the form for `require` beside the one for `import` is the same library twice.
  const twice = files.filter((file) => file.endsWith('.cjs') && all.has(`${file.slice(0, -4)}.mjs`));
  const copies = files.filter((file) => /\/node_modules\/.*\/node_modules\/.*\/package\.json$/.test(file));
  return [
    ...stray.map((file) => `${file} does not belong into a package.`),
    ...twice.map((file) => `${file} is a second form of a library that is there already.`),
    ...copies
      .filter((file) => all.has(`core/node_modules/${/.*\/node_modules\/(.*)$/.exec(file)[1]}`))
      .map((file) => `${file} belongs to a second copy of a library.`),
  ];
}

function missingFiles(resources, platform) {
  const windows = platform === 'win32';
  const needed = [
    ...['app.asar', 'core/main/engine.js', 'core/main/cli.js', 'core/dist/renderer/index.html'],
    ...['sharp', 'onnxruntime-node', '@tensorflow/tfjs-core', 'exiftool-vendored'].map(
      (name) => `core/node_modules/${name}/package.json`,
    ),
    ...['core/resources/models/encoder.onnx', 'core/resources/models/vocabulary.bin'],
    ...[windows ? 'node/node.exe' : 'node/node', 'node/LICENSE'],
    ...[windows ? 'twinlens.cmd' : 'twinlens', 'THIRD-PARTY-NOTICES.txt'],
  ];
  return needed.filter((file) => !existsSync(join(resources, file))).map((file) => `${file} is missing.`);
}

function missingNotices(resources) {
  const file = join(resources, 'THIRD-PARTY-NOTICES.txt');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  const packages = packagesIn(join(resources, 'core')).map(titleOf);
  return [
    ...packages.filter((title) => !lines.includes(title)),
    ...alwaysNoted.filter((name) => !lines.some((line) => line.includes(name))),
  ].map((name) => `THIRD-PARTY-NOTICES.txt does not name ${name.trim()}.`);
}

function filesIn(folder) {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
