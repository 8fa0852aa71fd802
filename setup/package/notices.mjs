/** THIRD-PARTY-NOTICES: who made what is packed, and under which terms, from the packages as they lie there. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { Problem } from '../say.mjs';

const standardTexts = join(root, 'resources', 'licences');
const licenceFile = /^(licen[cs]e|copying|notice)/i;

/** What a package carries of other people's beside its own code. */
const within = {
  'exiftool-vendored.pl':
    'ExifTool, copyright Phil Harvey: free software under the terms of Perl itself, here the Artistic License.',
  'exiftool-vendored.exe':
    'ExifTool, copyright Phil Harvey, with Perl: free software under the terms of Perl itself, here the Artistic License.',
  'onnxruntime-node':
    'ONNX Runtime, copyright Microsoft Corporation. The parts of others in it are named in the file ThirdPartyNotices.txt of its release: https://github.com/microsoft/onnxruntime',
  '@tensorflow/tfjs-core': 'TensorFlow.js, copyright Google LLC.',
  '@lucide/svelte': 'The icons of the window.',
};
const extraTexts = {
  'exiftool-vendored.pl': ['Artistic-1.0-Perl'],
  'exiftool-vendored.exe': ['Artistic-1.0-Perl'],
};

/**
 * @param packages folders of packages.
 * @param node the folder of the packed Node, which has its LICENSE.
 * @throws Problem where a package says neither in a file nor by a known name what its terms are.
 */
export function notices(packages, node) {
  const parts = [...new Map(packages.map((folder) => [titleOf(folder), folder]))].sort(([a], [b]) => (a < b ? -1 : 1));
  const standard = new Set();
  const sections = parts.map(([title, folder]) => section(title, folder, standard));
  sections.push(`Node.js\n\n${readFileSync(join(node, 'LICENSE'), 'utf8').trim()}`);
  const texts = [...standard].sort().map((name) => `${name}\n\n${standardText(name)}`);
  const rule = `\n\n${'─'.repeat(100)}\n\n`;
  return `${[introduction, ...sections, ...texts].join(rule)}\n`;
}

const introduction = `THIRD-PARTY NOTICES

Twinlens is built with the work of others, named here with their terms. Electron's own and Chromium's lie beside the
desktop program as LICENSE.electron.txt and LICENSES.chromium.html. The libraries under the LGPL are separate files that
may be replaced by your own builds of them; their sources are at the addresses below.`;

function section(title, folder, standard) {
  const manifest = manifestOf(folder);
  const own = readdirSync(folder).filter((name) => licenceFile.test(name));
  const lines = [title, addressOf(manifest), within[manifest.name]].filter(Boolean);
  const text = own.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  const named = [...(own.length === 0 ? [manifest.license] : []), ...(extraTexts[manifest.name] ?? [])];
  for (const name of named) {
    if (typeof name !== 'string' || !existsSync(join(standardTexts, `${name}.txt`)))
      throw new Problem(`${title} says nowhere under which terms it may be passed on: see resources/licences.`);
    text.push(`${authorOf(manifest)}Licence: ${name}, whose text is below.`);
    standard.add(name);
  }
  if (manifest.name.startsWith('@img/sharp-libvips')) {
    text.push(
      readFileSync(join(folder, 'README.md'), 'utf8').trim(),
      readFileSync(join(folder, 'versions.json'), 'utf8'),
    );
    for (const name of ['LGPL-3.0-or-later', 'GPL-3.0-or-later', 'MPL-1.1']) standard.add(name);
  }
  return [lines.join('\n'), ...text].join('\n\n');
}

function standardText(name) {
  return readFileSync(join(standardTexts, `${name}.txt`), 'utf8').trim();
}

/** The package folders in a folder's node_modules. */
export function packagesIn(folder) {
  return globSync('node_modules/{[!@]*,@*/*}', { cwd: folder }).map((path) => join(folder, path));
}

/** The package folders that files belong to, those of the project itself left out. */
export function packagesOf(files) {
  const folders = files.flatMap(
    (file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?\0]+/.exec(file.replace(/^\0/, ''))?.[0] ?? [],
  );
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'package.json')));
}

/** How a package is called in the notices. */
export function titleOf(folder) {
  const { name, version } = manifestOf(folder);
  return `${name} ${version}`;
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function addressOf({ homepage, repository }) {
  const address = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  return address?.replace(/^git\+/, '').replace(/\.git$/, '');
}

function authorOf({ author }) {
  const name = typeof author === 'string' ? author : author?.name;
  return name ? `Copyright ${name}. ` : '';
}
