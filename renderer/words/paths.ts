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
