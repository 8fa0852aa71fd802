/** What a person typed to find groups, taken apart. */
import { kinds, type Kind } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';

export const fields = ['name', 'folder', 'date', 'before', 'after', 'camera', 'kind'] as const;
export type Field = (typeof fields)[number];

export interface Query {
  /** `any` looks in name and folder. Texts are folded. */
  texts: { field: 'any' | 'name' | 'folder' | 'camera'; text: string }[];
  kinds: Kind[];
  /** One photo meets all of them. Values are the beginning of an ISO date: `2019`, `2019-05`, `2019-05-17`. */
  dates: { field: 'date' | 'before' | 'after'; value: string }[];
  /** `date:none`: some photo does not say when it was taken. */
  undated: boolean;
}

/** A photo as it is searched; texts are folded. */
export interface SearchedPhoto {
  name: string;
  folder: string;
  camera: string;
  /** As `YYYY-MM-DDTHH:MM:SS`. */
  takenAt: string | null;
}

const term = new RegExp(`(?:(${fields.join('|')}):)?("[^"]*"?|\\S*)`, 'giu');

/** The last term as far as it was typed, where it begins, and what of it is a field. */
export function lastTerm(text: string): { start: number; field: Field | null; value: string } {
  let last = { start: text.length, field: null as Field | null, value: '' };
  for (const { index, 0: whole, 1: field, 2: value = '' } of text.matchAll(term)) {
    if (whole === '') continue;
    last = { start: index, field: (field?.toLowerCase() ?? null) as Field | null, value: unquoted(value) };
    // A blank after it ends it.
    if (index + whole.length < text.length) last = { start: text.length, field: null, value: '' };
  }
  return last;
}

/**
 * @returns the terms, of which one without a value says nothing yet.
 * @throws PersonError for a date or a kind that is none.
 */
export function parseQuery(text: string): Query {
  const query: Query = { texts: [], kinds: [], dates: [], undated: false };
  for (const [, named, quoted = ''] of text.matchAll(term)) {
    const [field, value] = [named?.toLowerCase() as Field | undefined, unquoted(quoted).trim()];
    if (value === '') continue;
    if (field === 'kind') query.kinds.push(kindOf(value));
    else if (field === 'date' && value.toLowerCase() === 'none') query.undated = true;
    else if (field === 'date' || field === 'before' || field === 'after')
      query.dates.push({ field, value: dateOf(value) });
    else query.texts.push({ field: field ?? 'any', text: folded(value) });
  }
  return query;
}

/** Whether the photos of a group, whose kinds these are, meet all terms. */
export function meets(query: Query, kindsOf: readonly Kind[], photos: readonly SearchedPhoto[]): boolean {
  return (
    query.kinds.every((kind) => kindsOf.includes(kind)) &&
    query.texts.every((one) => photos.some((photo) => holds(photo, one))) &&
    (!query.undated || photos.some(({ takenAt }) => takenAt === null)) &&
    (query.dates.length === 0 || photos.some(({ takenAt }) => takenAt !== null && isWithin(takenAt, query.dates)))
  );
}

/** Text as it is compared: whatever the case, however a letter with an accent is composed, whichever the separator. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('\\', '/');
}

/** A photo as it is searched. @param path of any system. */
export function searchedPhoto(path: string, camera: string | null, takenAt: string | null): SearchedPhoto {
  const whole = folded(path);
  const end = whole.lastIndexOf('/');
  return { name: whole.slice(end + 1), folder: whole.slice(0, end + 1), camera: folded(camera ?? ''), takenAt };
}

function holds({ name, folder, camera }: SearchedPhoto, { field, text }: Query['texts'][number]): boolean {
  if (field === 'name') return name.includes(text);
  if (field === 'camera') return camera.includes(text);
  return folder.includes(text) || (field === 'any' && name.includes(text));
}

function isWithin(takenAt: string, dates: Query['dates']): boolean {
  return dates.every(({ field, value }) => {
    const same = takenAt.slice(0, value.length);
    if (field === 'date') return same === value;
    return field === 'before' ? same < value : same > value;
  });
}

function kindOf(value: string): Kind {
  const kind = kinds.find((one) => one === value.toLowerCase());
  if (kind !== undefined) return kind;
  throw new PersonError(`There is no kind “${value}”: kinds are ${kinds.join(', ')}.`);
}

function dateOf(value: string): string {
  const [, year = '', month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?$/.exec(value) ?? [];
  // While it is being typed, the first digits of a year are looked for as well.
  if (year === '' && /^\d{1,3}$/.test(value)) return value;
  const isDate = year !== '' && Number(month ?? 1) <= 12 && Number(day ?? 1) <= 31;
  if (!isDate) throw new PersonError(`“${value}” is no date: give a year, or 2019-05, or 2019-05-17.`);
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined).join('-');
}

function unquoted(value: string): string {
  return value.startsWith('"') ? value.replace(/^"/, '').replace(/"$/, '') : value;
}
