/**
 * Lays out the core as plain Node runs it, in a folder: the compiled files, and of each package the files that they
 * reach, nothing else. The desktop package and the image for servers hold the same.
 */
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { nodeFileTrace, resolve as resolveModule } from '@vercel/nft';
import { root } from '../root.mjs';

/** Where the core is compiled to. A folder of its own: what runs from `dist` at the same time is left alone. */
export const compiled = join(root, 'dist', 'compiled');

/** @param folder where to; must be empty or missing. Expects the core to be compiled. */
export async function layOutCore(folder, { platform, arch } = process) {
  const files = [...(await reachedFiles()), ...readFiles(platform)].filter((file) => isOf(file, platform, arch));
  for (const file of files) {
    const target = join(folder, file.replace(/^dist\/compiled\//, ''));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, file), target, { dereference: true });
  }
  const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);
}

/** What the entry points import, however deep, and the native libraries of the packages among it. */
async function reachedFiles() {
  // Threads and processes are started by a name that is put together, which no tracing sees.
  const entries = [
    ...['dist/compiled/main/engine.js', 'dist/compiled/main/cli.js'],
    ...glob('dist/compiled/app/**/*-{worker,process}.js'),
  ];
  const { fileList } = await nodeFileTrace(
    entries.map((entry) => join(root, entry)),
    { base: root, resolve: resolveAsNodeDoes },
  );
  return [...fileList].map((file) => file.split(sep).join('/')).filter((file) => file !== 'package.json');
}

/** Of a package with two forms the tracer takes both, the one that Node would load first. */
async function resolveAsNodeDoes(...question) {
  const found = await resolveModule(...question);
  return Array.isArray(found) ? found[0] : found;
}

/** What is read or run rather than imported. */
function readFiles(platform) {
  const exiftool = platform === 'win32' ? 'exiftool-vendored.exe' : 'exiftool-vendored.pl';
  return [
    'app/store/schema/*.sql',
    'app/vision/kernels/*.wasm',
    'resources/models/*.{bin,json,onnx}',
    'node_modules/@imagemagick/magick-wasm/dist/x86/magick.wasm',
    // Node has SIMD on every chip, and the core asks for one thread.
    'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
    `node_modules/${exiftool}/{index.js,package.json}`,
    `node_modules/${exiftool}/bin/{exiftool,exiftool.exe}`,
    `node_modules/${exiftool}/bin/{lib,exiftool_files}/**/*`,
  ]
    .flatMap(glob)
    .filter((file) => !file.endsWith('.pod'));
}

/**
 * onnxruntime-node brings the libraries of every system. Of this one's, DirectML and the compiler of shaders are loaded
 * only where someone asks for the graphics card.
 */
function isOf(file, platform, arch) {
  const [, system, chip, name] = /onnxruntime-node\/bin\/napi-v\d+\/(\w+)\/(\w+)\/(.*)$/.exec(file) ?? [];
  if (system === undefined) return true;
  return system === platform && chip === arch && !/^(DirectML|dxcompiler|dxil)\.dll$/i.test(name);
}

function glob(pattern) {
  const found = globSync(pattern, { cwd: root, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
