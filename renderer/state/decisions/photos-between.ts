import type { Group, Photo } from '../../../app/contract/contract.ts';
import type { Place } from '../dialogs.svelte.ts';

/**
 * The photos from one place of the list to another, both included, in either order. Of what lies in between the photos
 * that are kept are left out: nobody has pointed at them.
 * @param at the group at a place; undefined while it is on its way.
 */
export function photosBetween(at: (group: number) => Group | undefined, from: Place, to: Place): Photo[] {
  const isForward = from.group < to.group || (from.group === to.group && from.photo <= to.photo);
  const [first, last] = isForward ? [from, to] : [to, from];
  const found = [];
  for (let group = first.group; group <= last.group; group++)
    for (const [place, photo] of (at(group)?.photos ?? []).entries()) {
      const isEnd = [first, last].some((end) => end.group === group && end.photo === place);
      const isBefore = group === first.group && place < first.photo;
      const isBehind = group === last.group && place > last.photo;
      if (!isBefore && !isBehind && (isEnd || !photo.keep)) found.push(photo);
    }
  return found;
}
