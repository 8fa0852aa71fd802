/** How the last term of a search can go on: names of terms, then what the photos in groups really hold. */
import { kinds } from '../contract/contract.ts';
import { fields, folded, lastTerm, type Field } from './find-groups.ts';

export interface Completion {
  /** All that was typed, with its last term completed. */
  find: string;
  term: string;
  /** Photos that meet it; null for the beginning of a term, which meets nothing yet. */
  photos: number | null;
}

const most = 8;

interface Dated {
  path: string;
  takenAt: string | null;
}

/**
 * @param text what was typed. @param photos of all groups. @param cameraOf the camera's name, null where it is not known.
 * @param kindsOf the kinds of each group.
 * @returns the most frequent first; kinds the strongest first.
 */
export function completeFind(
  text: string,
  photos: readonly (Dated & { node: number })[],
  cameraOf: (node: number) => string | null,
  kindsOf: readonly (readonly string[])[],
): Completion[] {
  const { start, field, value } = lastTerm(text);
  const begun = text.slice(0, start);
  const completed = (term: string, found: number | null) => ({ find: `${begun}${term}`, term, photos: found });
  if (field === null) {
    const wanted = folded(value);
    return fields.filter((name) => name.startsWith(wanted)).map((name) => completed(`${name}:`, null));
  }
  const counts = new Map<string, number>();
  const add = (one: string) => counts.set(one, (counts.get(one) ?? 0) + 1);
  if (field === 'kind') for (const found of kindsOf) found.forEach(add);
  else for (const photo of photos) valuesOf(field, photo, cameraOf(photo.node)).forEach(add);
  const asked = folded(value);
  const order = (one: string) => (field === 'kind' ? kinds.findIndex((kind) => kind === one) : 0);
  return [...counts]
    .filter(([one]) => folded(one).includes(asked))
    .sort(([a, many], [b, more]) => order(a) - order(b) || more - many || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([one, many]) => completed(`${field}:${quoted(one)} `, field === 'kind' ? null : many));
}

/** What a photo could be found by. */
function valuesOf(field: Exclude<Field, 'kind'>, { path, takenAt }: Dated, camera: string | null): string[] {
  const parts = path.split(/[/\\]/).filter((part) => part !== '');
  if (field === 'folder') return [...new Set(parts.slice(0, -1))];
  // File names are too many to choose from.
  if (field === 'name') return [];
  if (field === 'camera') return camera === null ? [] : [camera];
  return takenAt === null ? [] : [takenAt.slice(0, 4)];
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
