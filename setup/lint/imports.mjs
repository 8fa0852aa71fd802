/** Who imports whom among our own files, types included: the graph that the rules of the house look at. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import typescript from 'typescript';

const sources = /\.(ts|cts|mjs|js|svelte)$/;
/** An import in the script of a Svelte component, which TypeScript does not read by itself. */
const script = /<script[^>]*>([\s\S]*?)<\/script>/g;

/** @returns the whole paths of a folder's files, those in its folders included. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @returns of each source file in the given folders the files that it imports, by whole paths. */
export function importsIn(folders) {
  const files = folders.flatMap(filesIn).filter((path) => sources.test(path));
  return new Map(files.map((path) => [path, importsOf(path)]));
}

function importsOf(path) {
  const text = readFileSync(path, 'utf8');
  const code = path.endsWith('.svelte') ? [...text.matchAll(script)].map(([, inside]) => inside).join('\n') : text;
  return typescript
    .preProcessFile(code, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(path), name))
    .filter((target) => existsSync(target));
}

/**
 * Tarjan 1972, "Depth-first search and linear graph algorithms": strongly connected components.
 * @returns of each file that lies on a cycle the files of its cycle.
 */
export function cyclesOf(imports) {
  const [numbers, lowest, open, stack, found] = [new Map(), new Map(), new Set(), [], new Map()];
  const visit = (file) => {
    numbers.set(file, numbers.size);
    lowest.set(file, numbers.get(file));
    stack.push(file);
    open.add(file);
    for (const target of imports.get(file) ?? []) {
      if (!numbers.has(target)) visit(target);
      if (open.has(target)) lowest.set(file, Math.min(lowest.get(file), lowest.get(target)));
    }
    if (lowest.get(file) !== numbers.get(file)) return;
    const members = stack.splice(stack.indexOf(file));
    for (const member of members) open.delete(member);
    if (members.length > 1 || imports.get(file)?.includes(file)) for (const one of members) found.set(one, members);
  };
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return found;
}
