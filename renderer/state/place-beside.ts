import type { Place } from './dialogs.svelte.ts';

interface List {
  /** Groups that stand side by side. */
  columns: number;
  /** Groups in the list. */
  total: number;
  photosIn: (group: number) => number;
}

/** The place of the photo before or after one: where groups stand side by side, the photos of a row follow each other. */
export function placeBeside({ group, photo }: Place, by: 1 | -1, { columns, total, photosIn }: List): Place {
  const next = photo + by;
  const isWithin = next >= 0 && next < photosIn(group);
  const isRowsEnd = by === 1 ? group % columns === columns - 1 || group === total - 1 : group % columns === 0;
  if (isWithin || isRowsEnd) return { group, photo: Math.max(0, Math.min(next, photosIn(group) - 1)) };
  return { group: group + by, photo: by === 1 ? 0 : Math.max(photosIn(group - 1) - 1, 0) };
}
