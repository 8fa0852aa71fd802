import js from '@eslint/js';
import globals from 'globals';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import typescript from 'typescript-eslint';

// The houses of docs/ARCHITECTURE.md, as rules: who may import whom. A breach fails the build.
const rooms = ['files', 'images', 'store', 'vision', 'grouping', 'learning'];
const zones = [
  // The rooms of the core know nothing of each other; jobs, actions and library.ts compose them.
  ...rooms.map((room) => ({
    target: `./app/${room}`,
    from: './app',
    except: [`./${room}`, './errors.ts'],
    message: `app/${room} takes and returns plain values: let app/jobs, app/actions or app/library.ts compose it with other rooms.`,
  })),
  { target: './app', from: './main', message: 'The core knows nothing of its shells.' },
  { target: './app', from: './renderer', message: 'The core knows nothing of the window.' },
  { target: './main', from: './renderer', message: 'Shells serve the built pages; they do not import them.' },
  { target: './main/server', from: './main/electron', message: 'Only main/electron knows Electron.' },
  {
    target: './renderer',
    from: ['./main', './app'],
    except: ['../app/contract'],
    message: 'The window reaches nothing but app/contract/.',
  },
].flatMap(({ from, except, ...zone }) =>
  [from].flat().map((folder) => ({
    ...zone,
    from: folder,
    ...(except
      ? {
          except: except
            .filter((path) => folder === './app' || !path.startsWith('../app'))
            .map((path) => path.replace('../app/', './')),
        }
      : {}),
  })),
);

export default typescript.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
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
    plugins: { 'import-x': importX },
    settings: {
      // Without these two the plugin follows no import into a .ts file, and sees no cycle.
      'import-x/extensions': ['.ts', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.{js,mjs,ts}'], ignores: ['renderer/**'], languageOptions: { globals: globals.node } },
  { files: ['renderer/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['app/**', 'renderer/**', 'main/*.ts', 'main/server/**'],
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
