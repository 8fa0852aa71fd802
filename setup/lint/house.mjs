/**
 * The rules of the house that no rule of others holds: no cycle of imports, types counted; no folder with more files side
 * by side than can be read at a glance; no two files of `app/` with one name. Each looks at the tree once a run.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { cyclesOf, filesIn, importsIn } from './imports.mjs';

/** More than this and a folder no longer reads like a table of contents. */
const sideBySide = 20;

/** @param root the project's folder. @returns a plugin of ESLint. */
export function house(root) {
  const here = (names) => names.map((name) => join(root, name)).filter((path) => existsSync(path));
  const houses = here(['app', 'main', 'renderer']);
  const core = join(root, 'app') + sep;
  const cycles = once(() => cyclesOf(importsIn([...houses, ...here(['demo', 'bench', 'test'])])));
  const namesakes = once(() => Map.groupBy(filesIn(core), (path) => basename(path)));
  const shown = (path) => relative(root, path).split(sep).join('/');

  return {
    rules: {
      'no-cycle': aboutFiles('No file imports itself on a way round, types counted.', (path) => {
        const members = cycles().get(path);
        return members === undefined ? null : `Imports go round in a circle: ${members.map(shown).join(' → ')}.`;
      }),
      'side-by-side': aboutFiles(`At most ${sideBySide} files lie side by side.`, (path) => {
        const folder = dirname(path);
        if (!houses.some((one) => path.startsWith(one + sep))) return null;
        const count = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).length;
        return count <= sideBySide
          ? null
          : `${shown(folder)} holds ${count} files side by side, more than ${sideBySide}: give it rooms.`;
      }),
      'one-name': aboutFiles('One name in app/ stands for one file.', (path) => {
        const all = path.startsWith(core) ? (namesakes().get(basename(path)) ?? []) : [];
        return all.length < 2
          ? null
          : `Several files bear this name: ${all.map(shown).join(', ')}. Say what is in each.`;
      }),
    },
  };
}

/** A rule that says one sentence about a whole file, or nothing. */
function aboutFiles(description, sentenceOf) {
  return {
    meta: { type: 'problem', docs: { description }, schema: [] },
    create: (context) => ({
      Program(node) {
        const message = sentenceOf(context.filename);
        if (message !== null) context.report({ node, message });
      },
    }),
  };
}

function once(make) {
  let made;
  return () => (made ??= make());
}
