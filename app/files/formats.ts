/** Which files are photos, by their names. What is inside decides later: a PNG named .jpg is read as the PNG it is. */
import { extname } from 'node:path';

const extensions = new Set([
  ...['.jpg', '.jpeg', '.jpe', '.jfif', '.jif'],
  ...['.png', '.webp', '.tif', '.tiff', '.gif', '.avif', '.avifs'],
  // Listed so that they are named in the report instead of passed over in silence.
  ...['.heic', '.heif', '.hif'],
]);

export function isPhotoName(name: string): boolean {
  return extensions.has(extname(name).toLowerCase());
}

/** Folders in which systems and network drives keep thumbnails, snapshots and deleted files. */
const systemFolders = new Set([
  '$recycle.bin',
  'system volume information',
  '@eadir',
  '#recycle',
  '#snapshot',
  'lost+found',
  '__macosx',
]);

/** Hidden files and folders (a leading dot, macOS `._` companions too) and systems' own folders are not looked into. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || systemFolders.has(name.toLowerCase());
}
