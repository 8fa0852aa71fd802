/**
 * How Google Takeout names the `.json` beside a photo: `IMG_1.jpg.json`, `IMG_1.jpg.supplemental-metadata.json` or any
 * shorter form of it, for `IMG_1(2).jpg` with the number behind (`IMG_1.jpg(2).json`), and cut off at 46 characters.
 */

const suffix = '.supplemental-metadata';
/** Takeout cuts the name before `.json`, and before a number, off at this many characters. */
const longestTitle = 46;

/** @param json a name in lower case. @returns the names in lower case that its photo may have. */
export function takeoutPhotos(json: string): string[] {
  const { title, number } = parts(json);
  const photos = [];
  for (let length = 0; length <= suffix.length; length++)
    if (title.endsWith(suffix.slice(0, length))) photos.push(numbered(title.slice(0, title.length - length), number));
  return [...new Set(photos)];
}

/** What is left of a long photo's name in its `.json`, and of one that bears a number; nothing for a short name. */
export function takeoutCuts(photo: string): string[] {
  const [, stem = '', number = '', extension = ''] = /^(.*?)(\(\d+\))?(\.[^.]*)$/.exec(photo) ?? [];
  return [
    ...(photo.length > longestTitle ? [photo.slice(0, longestTitle)] : []),
    ...(number !== '' && stem.length + extension.length > longestTitle
      ? [(stem + extension).slice(0, longestTitle) + number]
      : []),
  ];
}

/** The name of a `.json`, as `takeoutCuts` gives it for its photo; null when nothing was cut off. */
export function takeoutCut(json: string): string | null {
  const { title, number } = parts(json);
  return title.length === longestTitle ? title + number : null;
}

function parts(json: string): { title: string; number: string } {
  const [, title = '', number = ''] = /^(.*?)(\(\d+\))?\.json$/.exec(json) ?? [];
  return { title, number };
}

/** `img_1(2).jpg` from `img_1.jpg` and `(2)`. */
function numbered(name: string, number: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? name + number : name.slice(0, dot) + number + name.slice(dot);
}
