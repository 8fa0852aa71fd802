/**
 * What belongs to a photo and goes where it goes: the raw file of the same shot, the video of a Live Photo, and the
 * sidecars of editors (`.xmp`), Apple (`.aae`) and Google Takeout (`.json`). Names decide; nothing is opened.
 *
 * A companion has one photo or none. Where two photos could claim it, it is nobody's: it stays where it is, so that
 * none is ever taken from a photo that stays.
 */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { PersonError } from '../errors.ts';
import { isHidden, isPhotoName } from './formats.ts';
import { systemReason } from './system-reasons.ts';
import { takeoutCut, takeoutCuts, takeoutPhotos } from './takeout.ts';

const rawExtensions = new Set([
  ...['.3fr', '.arw', '.cr2', '.cr3', '.crw', '.dcr', '.dng', '.erf', '.fff', '.gpr', '.iiq', '.kdc', '.mef', '.mos'],
  ...['.mrw', '.nef', '.nrw', '.orf', '.pef', '.raf', '.raw', '.rw2', '.rwl', '.sr2', '.srf', '.srw', '.x3f'],
]);
const jpegExtensions = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif']);
const heicExtensions = new Set(['.heic', '.heif', '.hif']);

/** Sidecars that may also bear the photo's whole name: `IMG_1.jpg.xmp`. */
const sidecarExtensions = new Set(['.xmp', '.aae']);

/** Extensions of companions that hold a part of the shot, which the photo itself does not. */
export function isPartOfShot(companion: string): boolean {
  return !sidecarExtensions.has(extensionOf(companion)) && extensionOf(companion) !== '.json';
}

/**
 * @param names the files of one folder, without hidden ones and links.
 * @returns for each photo that has any, the names of its companions in their order. A raw file that belongs to no
 * other photo is a photo itself.
 */
export function companionsIn(names: readonly string[]): Map<string, string[]> {
  const folder = new FolderNames(names);
  const owners = new Map<string, string>();
  for (const name of names) {
    if (!rawExtensions.has(extensionOf(name))) continue;
    const owner = only(folder.photosWithStem(stemOf(name)).filter(isCameraPicture));
    if (owner !== undefined) owners.set(name, owner);
  }
  // What belongs to a raw file belongs to the photo of the same shot.
  const shots = (photos: string[]) => [...new Set(photos.map((photo) => owners.get(photo) ?? photo))];
  for (const name of names) {
    if (folder.isPhoto(name)) continue;
    const owner = only(shots(folder.claimants(name)));
    if (owner !== undefined) owners.set(name, owner);
  }
  const companions = new Map<string, string[]>();
  for (const [name, owner] of [...owners].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = companions.get(owner);
    if (known === undefined) companions.set(owner, [name]);
    else known.push(name);
  }
  return companions;
}

/** The same for a folder on disk, by paths; nothing when it cannot be listed. */
export async function companionsInFolder(folder: string): Promise<Map<string, string[]>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && !isHidden(entry.name)).map(({ name }) => name);
  const paths = (some: string[]) => some.map((name) => join(folder, name));
  return new Map([...companionsIn(names)].map(([photo, companions]) => [join(folder, photo), paths(companions)]));
}

/**
 * The paths of one photo's companions as they lie on disk now.
 * @throws PersonError when the photo's folder cannot be listed.
 */
export async function companionsOf(path: string): Promise<string[]> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: unknown) => {
    throw new PersonError(`The folder ${folder} ${systemReason(error)}.`);
  });
  // Only names that begin alike can belong together, or be claimed by the same photos.
  const start = shotName(basename(path));
  const related = names.filter((name) => !isHidden(name) && shotName(name) === start);
  const companions = companionsIn(related).get(basename(path)) ?? [];
  const found = [];
  // A link or a folder of such a name is no companion.
  for (const name of companions) if (await isFile(join(folder, name))) found.push(join(folder, name));
  return found;
}

class FolderNames {
  readonly #photos = new Set<string>();
  readonly #byStem = new Map<string, string[]>();
  readonly #byName = new Map<string, string[]>();
  /** Long names, as Takeout cuts them off. */
  readonly #byCut = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      if (!isPhotoName(name) && !rawExtensions.has(extensionOf(name))) continue;
      this.#photos.add(name);
      add(this.#byStem, folded(stemOf(name)), name);
      add(this.#byName, folded(name), name);
      for (const cut of takeoutCuts(folded(name))) add(this.#byCut, cut, name);
    }
  }

  isPhoto(name: string): boolean {
    return this.#photos.has(name);
  }

  photosWithStem(stem: string): string[] {
    return this.#byStem.get(folded(stem)) ?? [];
  }

  /** The photos that a file may belong to, by its name. */
  claimants(name: string): string[] {
    const extension = extensionOf(name);
    const stem = stemOf(name);
    if (extension === '.json') return this.#takeoutClaimants(folded(name));
    if (extension === '.mov') return this.photosWithStem(stem).filter(isCameraPicture);
    // Takeout gives the video of a Live Photo as an MP4. Beside a JPEG an MP4 is a video of its own.
    if (extension === '.mp4')
      return this.photosWithStem(stem).filter((photo) => heicExtensions.has(extensionOf(photo)));
    if (!sidecarExtensions.has(extension)) return [];
    const exact = this.#byName.get(folded(stem)) ?? [];
    if (exact.length > 0) return exact;
    const sameStem = this.photosWithStem(stem);
    return sameStem.length > 0 || extension !== '.aae' ? sameStem : this.#appleEdits(stem);
  }

  #takeoutClaimants(json: string): string[] {
    const exact = takeoutPhotos(json).flatMap((photo) => this.#byName.get(photo) ?? []);
    return exact.length > 0 ? exact : (this.#byCut.get(takeoutCut(json) ?? '') ?? []);
  }

  /** Apple's `IMG_1.AAE` and `IMG_O1.AAE` say how `IMG_1` became `IMG_E1`; either may be all that is left. */
  #appleEdits(stem: string): string[] {
    const [, start, number] = /^(IMG_)[EO]?(\d+)$/i.exec(stem) ?? [];
    if (start === undefined || number === undefined) return [];
    const original = this.photosWithStem(`${start}${number}`);
    return original.length > 0 ? original : this.photosWithStem(`${start}E${number}`);
  }
}

/** What a name and all that may belong together with it begin with: `img_1` also for Apple's `IMG_E1` and `IMG_O1`. */
function shotName(name: string): string {
  const [start = ''] = /^[^.(]{0,40}/.exec(folded(name)) ?? [];
  return start.replace(/^(img_)[eo](?=\d)/, '$1');
}

function isCameraPicture(name: string): boolean {
  return jpegExtensions.has(extensionOf(name)) || heicExtensions.has(extensionOf(name));
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** Names that differ in case or in how accents are written are one name to most systems. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function extensionOf(name: string): string {
  return extname(name).toLowerCase();
}

function stemOf(name: string): string {
  return basename(name, extname(name));
}

function only(names: string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

function add(map: Map<string, string[]>, key: string, name: string): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else names.push(name);
}
