/**
 * What the names of files and folders say. Which files are photos is decided by what is in them (`picture-signatures`);
 * a name that speaks of a picture only saves the look: such a file is read anyhow, and named when it is none.
 */
import { extname } from 'node:path';

const pictureExtensions = new Set([
  ...['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.pjpeg', '.pjp', '.mpo', '.jps'],
  ...['.png', '.apng', '.webp', '.tif', '.tiff', '.gif', '.avif', '.avifs'],
  ...['.heic', '.heics', '.heif', '.heifs', '.hif', '.jxl', '.jp2', '.j2k', '.jpf', '.jpx'],
  ...[
    '.bmp',
    '.dib',
    '.psd',
    '.psb',
    '.tga',
    '.ico',
    '.pcx',
    '.ppm',
    '.pgm',
    '.pbm',
    '.pnm',
    '.pam',
    '.qoi',
    '.exr',
    '.hdr',
  ],
]);

/** Of cameras' raw files. */
export const rawExtensions: ReadonlySet<string> = new Set([
  ...['.3fr', '.arw', '.cr2', '.cr3', '.crw', '.dcr', '.dng', '.erf', '.fff', '.gpr', '.iiq', '.kdc', '.mef', '.mos'],
  ...['.mrw', '.nef', '.nrw', '.orf', '.pef', '.raf', '.raw', '.rw2', '.rwl', '.sr2', '.srf', '.srw', '.x3f'],
]);

/** Whether a name speaks of a picture. A file without such a name may be one all the same. */
export function isPhotoName(name: string): boolean {
  const extension = extname(name).toLowerCase();
  return pictureExtensions.has(extension) || rawExtensions.has(extension);
}

/** Folders in which systems and network drives keep thumbnails, snapshots and deleted files; and their own notes. */
const systemNames = new Set([
  ...['$recycle.bin', 'system volume information', '@eadir', '#recycle', '#snapshot', 'lost+found', '__macosx'],
  ...['thumbs.db', 'ehthumbs.db', 'desktop.ini'],
]);

/** Hidden files and folders (a leading dot, macOS `._` companions too) and systems' own are not looked into. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || systemNames.has(name.toLowerCase());
}
