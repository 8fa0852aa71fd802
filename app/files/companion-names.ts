/**
 * What belongs to a photo and goes where it goes: the raw file of the same shot, the video of a Live Photo, and what
 * programs and cameras put beside it (`sidecar-names`). Names decide; nothing is opened.
 *
 * A companion has one photo or none. Where two photos could claim it, it is nobody's: it stays where it is, so that
 * none is ever taken from a photo that stays.
 */
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { PersonError } from '../errors.ts';
import { isHidden, isPhotoName, rawExtensions } from './formats.ts';
import { picturesAmong } from './look-inside.ts';
import { systemReason } from './system-reasons.ts';
import {
  filmExtensions,
  isNamedAfter,
  photoOfFurtherSidecar,
  shotNoteExtensions,
  sidecarExtensions,
} from './sidecar-names.ts';
import { takeoutCut, takeoutCuts, takeoutPhotos } from './takeout.ts';

const jpegExtensions = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.jif']);
const heicExtensions = new Set(['.heic', '.heif', '.hif']);

/** Whether a companion holds a part of the shot which the photo itself does not: its raw file, its video. */
export function isPartOfShot(companion: string): boolean {
  const extension = extensionOf(companion);
  return rawExtensions.has(extension) || extension === '.ori' || filmExtensions.has(extension);
}

/**
 * @param names the files of one folder, without hidden ones and links.
 * @param pictures those that are pictures, though their names do not say so.
 * @returns for each photo that has any, the names of its companions in their order. A raw file that belongs to no
 * other photo is a photo itself.
 */
export function companionsIn(
  names: readonly string[],
  pictures: ReadonlySet<string> = new Set(),
): Map<string, string[]> {
  const folder = new FolderNames(names, pictures);
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

/** What lies beside the photos of a folder, as one look at the disk has it. */
export interface Beside {
  /** The paths of a photo's companions. */
  companionsOf: (photo: string) => string[];
  /** The photo that a file belongs to. */
  ownerOf: (companion: string) => string | undefined;
  /** Other files whose names begin with the photo's, by their paths: they are no photos, and stay where they are. */
  othersNamedAfter: (photo: string) => string[];
}

/**
 * @param isPicture what is known of files whose names do not speak of a picture, by their paths.
 * @returns null when the folder cannot be listed.
 */
export async function lookBeside(folder: string, isPicture: (path: string) => boolean): Promise<Beside | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  const names = entries.filter((entry) => entry.isFile() && !isHidden(entry.name)).map(({ name }) => name);
  const ownedByName = new Set([...companionsIn(names).values()].flat());
  const isUnnamedPicture = (name: string) =>
    !isPhotoName(name) && !ownedByName.has(name) && isPicture(join(folder, name));
  const pictures = new Set(names.filter(isUnnamedPicture));
  const companions = companionsIn(names, pictures);
  const owners = new Map([...companions].flatMap(([owner, own]) => own.map((name) => [name, owner] as const)));
  const others = names
    .filter((name) => !owners.has(name) && !isPhotoName(name) && !pictures.has(name))
    .map((name) => ({ name, start: folded(name) }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const paths = (some: string[]) => some.map((name) => join(folder, name));
  return {
    companionsOf: (photo) => paths(companions.get(basename(photo)) ?? []),
    ownerOf: (companion) => {
      const owner = owners.get(basename(companion));
      return owner === undefined ? undefined : join(folder, owner);
    },
    othersNamedAfter: (photo) => {
      const stem = folded(stemOf(basename(photo)));
      const found = [];
      for (let at = firstFrom(others, stem); others[at]?.start.startsWith(stem) === true; at++) {
        const other = others[at];
        if (other !== undefined && isNamedAfter(other.start, stem)) found.push(other.name);
      }
      return paths(found);
    },
  };
}

/** Where the names begin that do not come before this one. */
function firstFrom(sorted: readonly { start: string }[], stem: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? '') < stem) low = middle + 1;
    else high = middle;
  }
  return low;
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
  const related = names.filter((name) => !isHidden(name) && shotName(name).startsWith(start));
  // What belongs to a photo by its name is not looked into, as in a scan.
  const owned = new Set([...companionsIn(related).values()].flat());
  const pictures = await picturesAmong(
    folder,
    related.filter((name) => !owned.has(name)),
  );
  const companions = companionsIn(related, pictures).get(basename(path)) ?? [];
  const found = [];
  // A link or a folder of such a name is no companion.
  for (const name of companions) if (await isFile(join(folder, name))) found.push(join(folder, name));
  return found;
}

class FolderNames {
  readonly #photos = new Set<string>();
  readonly #byStem = new Map<string, string[]>();
  readonly #byName = new Map<string, string[]>();
  readonly #films = new Map<string, string[]>();
  /** Long names, as Takeout cuts them off. */
  readonly #byCut = new Map<string, string[]>();

  constructor(names: readonly string[], pictures: ReadonlySet<string>) {
    for (const name of names) {
      if (filmExtensions.has(extensionOf(name))) add(this.#films, folded(stemOf(name)), name);
      if (!isPhotoName(name) && !pictures.has(name)) continue;
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
    if (shotNoteExtensions.has(extension)) return this.#shotNoteClaimants(stem);
    const further = photoOfFurtherSidecar(folded(name));
    const furtherPhotos = further === null ? [] : (this.#byName.get(further) ?? []);
    if (!sidecarExtensions.has(extension)) return furtherPhotos;
    const exact = this.#byName.get(folded(stem)) ?? [];
    if (exact.length > 0) return exact;
    if (furtherPhotos.length > 0) return furtherPhotos;
    const sameStem = this.photosWithStem(stem);
    return sameStem.length > 0 || extension !== '.aae' ? sameStem : this.#appleEdits(stem);
  }

  /** Where a film of that name lies beside the photo as something of its own, the note is rather the film's. */
  #shotNoteClaimants(stem: string): string[] {
    const films = this.#films.get(folded(stem)) ?? [];
    if (films.some((film) => this.claimants(film).length !== 1)) return [];
    return this.photosWithStem(stem).filter((photo) => isCameraPicture(photo) || rawExtensions.has(extensionOf(photo)));
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
