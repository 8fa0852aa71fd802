/**
 * How programs name what they put beside a photo. Collected from what they write by default: darktable, digiKam, Lightroom,
 * Bridge, ACDSee (`.xmp`), RawTherapee (`.pp3`), ART (`.arp`), DxO (`.dop`), ON1 (`.on1`), Capture One (`.cos`), Canon (`.vrd`,
 * `.dr4`), Nikon (`.nksc`), Camera Raw (`.acr`), ACDSee (`.acdc`), SILKYPIX (`.spd`), ExifTool (`.mie`, `.exif`, `_original`),
 * Apple (`.aae`), Google (`.json`), and cameras: thumbnails and previews of films (`.thm`, `.lrv`, `.lrf`), spoken notes
 * (`.wav`), subtitles with the flight's data (`.srt`).
 */

/** They bear the photo's whole name, `IMG_1.jpg.xmp`, or its stem, `IMG_1.xmp`. */
export const sidecarExtensions: ReadonlySet<string> = new Set([
  ...[
    '.xmp',
    '.aae',
    '.pp3',
    '.arp',
    '.dop',
    '.on1',
    '.cos',
    '.vrd',
    '.dr4',
    '.nksc',
    '.acr',
    '.acdc',
    '.spd',
    '.mie',
    '.exif',
  ],
]);

/** They bear the stem of what was shot, a photo or a film. */
export const shotNoteExtensions: ReadonlySet<string> = new Set(['.thm', '.lrv', '.lrf', '.wav', '.srt', '.ori']);

export const filmExtensions: ReadonlySet<string> = new Set([
  ...[
    '.mp4',
    '.mov',
    '.m4v',
    '.avi',
    '.mts',
    '.m2ts',
    '.mpg',
    '.mpeg',
    '.3gp',
    '.wmv',
    '.mkv',
    '.webm',
    '.360',
    '.insv',
  ],
]);

/**
 * The photo's whole name in that of a sidecar beside others of its photo: darktable's second edit `IMG_1_01.jpg.xmp`,
 * RawTherapee's `IMG_1.jpg.out.pp3`, ExifTool's `IMG_1.jpg_original`.
 * @param name in lower case. @returns null where it is none of these.
 */
export function photoOfFurtherSidecar(name: string): string | null {
  const [, original] = /^(.+)_original$/.exec(name) ?? [];
  const [, output] = /^(.+)\.out\.(?:pp3|arp)$/.exec(name) ?? [];
  const [, stem, extension] = /^(.+)_\d{2,}(\.[^.]+)\.xmp$/.exec(name) ?? [];
  return original ?? output ?? (stem === undefined || extension === undefined ? null : stem + extension);
}

/** Whether a name begins like a photo's and goes on with no part of a word: `IMG_1.txt`, `IMG_1-notes.txt`, `IMG_1 (2).psd`. */
export function isNamedAfter(name: string, stem: string): boolean {
  return name.startsWith(stem) && /^(?:$|[._~(-]| \()/.test(name.slice(stem.length));
}
