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

/** Whether a path says where it is whatever folder one stands in: "/a", "C:\a", "\\server\a". */
export function isWholePath(path: string): boolean {
  return /^(\/|[A-Za-z]:[/\\]|\\\\)/.test(path);
}

/** A name inside a folder, with the separator that the folder's own path has. */
export function pathInside(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
