/** What a person would miss if it went with a copy: when, where and with what a photo was taken, and what they wrote about it. */
import { listFields, listNames, textFields, textNames, type ListField, type TextField } from './kept-fields.ts';

export interface KeptMetadata {
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time. */
  takenAt: string | null;
  /** The local time's offset from UTC: `+02:00`. */
  offset: string | null;
  camera: { make: string | null; model: string | null } | null;
  /** Degrees, north and east positive; metres above the sea. */
  position: { latitude: number; longitude: number; altitude: number | null } | null;
  /** Stars, 1 to 5. */
  rating: number | null;
  texts: Partial<Record<TextField, string>>;
  lists: Partial<Record<ListField, string[]>>;
  faces: Faces | null;
  /** The names of further tags in which something was written: they are not taken over, but named. */
  further: string[];
}

/** Named parts of a picture, as its file holds them. */
export interface Faces {
  regions: readonly unknown[];
  /** Pixels of the picture that they were drawn on, as stored, and how it is turned (EXIF orientation, 1 to 8). */
  frame: Frame;
}

export interface Frame {
  width: number;
  height: number;
  orientation: number;
}

export const nothingKnown: KeptMetadata = {
  takenAt: null,
  offset: null,
  camera: null,
  position: null,
  rating: null,
  texts: {},
  lists: {},
  faces: null,
  further: [],
};

/** Several sources of one photo as one: the first that knows a thing has the word, lists come together. */
export function combined(sources: readonly KeptMetadata[]): KeptMetadata {
  const dated = sources.find(({ takenAt }) => takenAt !== null);
  const first = <Name extends 'camera' | 'position' | 'rating' | 'faces'>(name: Name): KeptMetadata[Name] | null =>
    sources.find((source) => source[name] !== null)?.[name] ?? null;
  const texts: KeptMetadata['texts'] = {};
  for (const name of textNames) {
    const text = sources.find((source) => source.texts[name] !== undefined)?.texts[name];
    if (text !== undefined) texts[name] = text;
  }
  const lists: KeptMetadata['lists'] = {};
  for (const name of listNames) {
    const entries = [...new Set(sources.flatMap((source) => source.lists[name] ?? []))];
    if (entries.length > 0) lists[name] = entries;
  }
  return {
    takenAt: dated?.takenAt ?? null,
    offset: dated?.offset ?? null,
    camera: first('camera'),
    position: first('position'),
    rating: first('rating'),
    texts,
    lists,
    faces: first('faces'),
    further: [...new Set(sources.flatMap(({ further }) => further))],
  };
}

export interface Missing {
  /** What would be written; null when there is nothing. */
  missing: KeptMetadata | null;
  /** In words, what the removed photos know and the keeper does not get. */
  left: string[];
}

/**
 * What the removed copies know and the keeper lacks. Nothing that the keeper says of itself is overruled. Of several
 * dates the earliest counts, since editing makes later ones; of several ratings the highest.
 * @param frame of the keeper: faces fit only where the picture has the same shape and is turned alike. Null where it is not known.
 */
export function missingMetadata(keeper: KeptMetadata, removed: readonly KeptMetadata[], frame: Frame | null): Missing {
  const byDate = removed.toSorted((a, b) => ((a.takenAt ?? '~') < (b.takenAt ?? '~') ? -1 : 1));
  const known = combined(byDate);
  const ratings = removed.flatMap(({ rating }) => rating ?? []);
  const wantsFaces = keeper.faces === null && known.faces !== null;
  const fit = wantsFaces && frame !== null && known.faces !== null && haveOneShape(frame, known.faces.frame);
  const missing: KeptMetadata = {
    takenAt: keeper.takenAt === null ? known.takenAt : null,
    offset: keeper.takenAt === null ? known.offset : null,
    camera: keeper.camera === null ? known.camera : null,
    position: keeper.position === null ? known.position : null,
    rating: keeper.rating === null && ratings.length > 0 ? Math.max(...ratings) : null,
    texts: Object.fromEntries(Object.entries(known.texts).filter(([name]) => !(name in keeper.texts))),
    lists: missingLists(keeper, known),
    faces: fit && known.faces !== null ? { regions: known.faces.regions, frame } : null,
    further: [],
  };
  const { takenAt, camera, position, rating, texts, lists, faces } = missing;
  const isNothing =
    [takenAt, camera, position, rating, faces].every((value) => value === null) &&
    Object.keys(texts).length + Object.keys(lists).length === 0;
  const further = known.further.filter((name) => !keeper.further.includes(name));
  return {
    missing: isNothing ? null : missing,
    left: [
      ...otherTexts(keeper, removed),
      ...(known.lists.creators !== undefined && differ(keeper.lists.creators, known.lists.creators)
        ? [listFields.creators.words]
        : []),
      ...(wantsFaces && !fit ? ['faces'] : []),
      ...further,
    ],
  };
}

/** A photo has one author, or those that it names: two photos' authors do not come together. */
function missingLists(keeper: KeptMetadata, known: KeptMetadata): KeptMetadata['lists'] {
  const lists: KeptMetadata['lists'] = {};
  for (const name of listNames) {
    const own = keeper.lists[name] ?? [];
    const more = (known.lists[name] ?? []).filter((entry) => !own.includes(entry));
    if (more.length > 0 && (name !== 'creators' || own.length === 0)) lists[name] = more;
  }
  return lists;
}

/** Fields in which a removed photo says something that neither the keeper says nor gets. */
function otherTexts(keeper: KeptMetadata, removed: readonly KeptMetadata[]): string[] {
  const got = combined([keeper, ...removed.toSorted((a, b) => ((a.takenAt ?? '~') < (b.takenAt ?? '~') ? -1 : 1))]);
  return textNames
    .filter((name) =>
      removed.some(({ texts }) => texts[name] !== undefined && texts[name].trim() !== got.texts[name]?.trim()),
    )
    .map((name) => textFields[name].words);
}

function differ(own: readonly string[] | undefined, other: readonly string[]): boolean {
  return own !== undefined && other.some((entry) => !own.includes(entry));
}

/** Sides are rounded when a picture is made smaller. */
const sameShape = 0.01;

function haveOneShape(a: Frame, b: Frame): boolean {
  return a.orientation === b.orientation && Math.abs((a.width * b.height) / (a.height * b.width) - 1) < sameShape;
}
