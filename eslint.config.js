import js from '@eslint/js';
import globals from 'globals';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import typescript from 'typescript-eslint';
import { house } from './setup/lint/house.mjs';

// The houses of docs/ARCHITECTURE.md, as rules: who may import whom. A breach fails the build.
const rooms = ['files', 'images', 'store', 'vision', 'grouping', 'learning'];
/** The floors of app/, the lowest first: each imports only what lies below it. What stands side by side does not meet. */
const floors = [
  ['errors.ts', 'host.ts', 'linear-system.ts', 'no-telemetry.ts', 'resources.ts', 'small-heap.ts'],
  rooms,
  ['videos'],
  ['jobs', 'decoding'],
  ['pairs'],
  ['lessons'],
  ['groups'],
  ['scan', 'actions'],
  ['answers'],
  ['library.ts'],
];

// The rooms are plain values in, plain values out; what composes them speaks in the contract's types.
const floorZones = floors.flatMap((floor, height) =>
  floor.map((room) => ({
    target: `./app/${room}`,
    from: './app',
    except: [...floors.slice(0, height).flat(), room, ...(height < 2 ? [] : ['contract'])].map((one) => `./${one}`),
    message: `app/${room} imports only what lies below it: ${floors
      .slice(0, height)
      .flat()
      .join(', ')}. What it shares with others belongs there.`,
  })),
);

const zones = [
  ...floorZones,
  {
    target: './app/contract',
    from: './app',
    except: ['./contract', './grouping', './learning'],
    message: 'The contract names what grouping and learning name, and nothing else of the core.',
  },
  // What touches one file knows nothing of plans.
  {
    target: './app/actions/disk',
    from: './app/actions',
    except: ['./disk'],
    message: 'app/actions/disk touches one file at a time: let app/actions compose it.',
  },
  { target: './app', from: ['./main', './renderer', './demo'], message: 'The core knows nothing of its shells.' },
  { target: './main', from: './renderer', message: 'Shells serve the built pages; they do not import them.' },
  { target: './main', from: './demo', message: 'The demo is a house of its own.' },
  { target: './main/server', from: './main/electron', message: 'Only main/electron knows Electron.' },
  { target: './renderer', from: ['./main', './demo'], message: 'The window reaches nothing but app/contract/.' },
  {
    target: './renderer',
    from: './app',
    except: ['./contract'],
    message: 'The window reaches nothing but app/contract/.',
  },
];

export default typescript.config(
  // What is compiled to WebAssembly is another language with the same grammar; its compiler checks it.
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'app/vision/kernels/assembly/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  svelte.configs.recommended,
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: typescript.parser } } },
  {
    plugins: { 'import-x': importX, house: house(import.meta.dirname) },
    settings: {
      // Without these two the plugin follows no import into a .ts file.
      'import-x/extensions': ['.ts', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })],
    },
    rules: {
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'house/no-cycle': 'error',
      'house/one-name': 'error',
      'house/side-by-side': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.{js,mjs,ts}'], ignores: ['renderer/**'], languageOptions: { globals: globals.node } },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['app/**', 'renderer/**', 'demo/**', 'main/*.ts', 'main/server/**', 'main/terminal/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Electron is imported only under main/electron.' }] },
      ],
    },
  },
  {
    files: ['app/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['electron', 'http', 'https', 'node:http', 'node:https'].map((name) => ({
            name,
            message: 'The core is plain Node: no Electron, no DOM, no HTTP.',
          })),
        },
      ],
    },
  },
  {
    // grouping and learning are pure: arrays in, arrays out, no disk, no clock, no chance without a seed.
    files: ['app/grouping/**', 'app/learning/**'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'process', 'performance', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Give a seed.' }],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(node:)?(fs|path|os|child_process|worker_threads)', message: 'grouping and learning are pure.' },
          ],
        },
      ],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [typescript.configs.disableTypeChecked] },
  {
    // Arithmetic over whole pictures: every index is computed from their sizes.
    files: ['app/vision/proof/**', 'app/images/whole-picture.ts', 'app/images/jpeg-coding.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
