/** Paths of any system, as the core gives them: the window never opens one, it only shows them. */
function parts(path: string): string[] {
  return path.split(/[/\\]/).filter(Boolean);
}

/** "/home/ada/Pictures/a.jpg" → "a.jpg"; a root stays as it is. */
export function baseName(path: string): string {
  return parts(path).at(-1) ?? path;
}

/** The last two folders above a file: "/home/ada/Pictures/a.jpg" → "ada/Pictures". */
export function shortFolder(path: string): string {
  return parts(path).slice(-3, -1).join('/');
}

/**
 * Two folders as they differ: "/home/ada/Old/2019" and "/home/ada/New/2019" → "Old/2019", "New/2019". Of a folder that holds
 * the other one only the rest is meant: "/ada/Phone" and "/ada/Phone/Old" → "the rest of Phone", "Phone/Old".
 */
export function tellingNames(one: string, other: string): [string, string] {
  const [a, b] = [parts(one), parts(other)];
  const differs = a.findIndex((part, at) => part !== b[at]);
  const common = differs === -1 ? a.length : differs;
  const name = (all: string[], whole: string) => {
    const rest = all.slice(Math.min(common, all.length - 1));
    return rest.length > 3 ? `${rest[0] ?? ''}/…/${rest.at(-1) ?? ''}` : rest.join('/') || whole;
  };
  const isIn = (inner: string[], outer: string[]) => common === outer.length && inner.length > outer.length;
  if (isIn(b, a)) return [`the rest of ${baseName(one)}`, pathInside(baseName(one), name(b, other))];
  if (isIn(a, b)) return [pathInside(baseName(other), name(a, one)), `the rest of ${baseName(other)}`];
  return [name(a, one), name(b, other)];
}

/** Whether a path says where it is whatever folder one stands in: "/a", "C:\a", "\\server\a". */
export function isWholePath(path: string): boolean {
  return /^(\/|[A-Za-z]:[/\\]|\\\\)/.test(path);
}

/** A name inside a folder, with the separator that the folder's own path has. */
export function pathInside(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
