/** From answers to the anchors, positives and possible negatives that a head is trained on. */
import type { Units } from '../answer-links.ts';
import type { Random } from '../random.ts';
import type { RowTable } from './row-table.ts';

/** An anchor, what it belongs to, and what it does not belong to: rows of a table. */
export interface Line {
  anchor: number;
  positive: number;
  candidates: number[];
}

export interface Sample {
  table: RowTable;
  lines: Line[];
}

/**
 * Photos that may be taken for different from a photo though nobody said so, the best first.
 * @param isStranger whether the answers say nothing of a photo and the other.
 */
export type Presumed = (photo: number, isStranger: (other: number) => boolean) => readonly number[];

/** More of either teach nothing that the first do not, and cost time. */
const mostPositives = 3;
const mostCandidates = 16;

/**
 * Lines for the losses over photos: an anchor with each photo that the answers join it to, and the photos of the units
 * that they tell from its own. A photo that was only ever told from others has itself, an identical copy, as positive.
 */
export function samplePhotos(table: RowTable, units: Units, presumed: Presumed, random: Random): Sample {
  const isStranger = strangers(units);
  const lines = units.members.flatMap((members, unit) =>
    members.flatMap((anchor) => {
      const others = members.filter((photo) => photo !== anchor);
      const candidates = known(units, unit, random, (other) => units.members[other]);
      candidates.push(
        ...presumed(anchor, (other) => isStranger(unit, other)).slice(0, mostCandidates - candidates.length),
      );
      const positives = others.length === 0 ? [anchor] : random.shuffle(others).slice(0, mostPositives);
      return positives.map((positive) => ({ anchor, positive, candidates }));
    }),
  );
  return { table, lines: lines.filter(teaches) };
}

/**
 * Lines for the losses over classes: every unit is a class, and its centre is the mean of its photos, without the anchor
 * where the anchor is one of them, so that no photo attracts itself. The centre of a class of one is its photo.
 */
export function sampleClasses(table: RowTable, units: Units, presumed: Presumed, random: Random): Sample {
  const isStranger = strangers(units);
  const groups: (readonly number[])[] = [];
  const centreOf = (photos: readonly number[]) =>
    photos.length === 1 ? photos[0] : table.length + groups.push(photos) - 1;
  const centres = units.members.map(centreOf);
  const lines = units.members.flatMap((members, unit) =>
    members.map((anchor) => {
      const others = members.filter((photo) => photo !== anchor);
      const candidates = known(units, unit, random, (other) => centres[other]);
      candidates.push(
        ...presumed(anchor, (other) => isStranger(unit, other)).slice(0, mostCandidates - candidates.length),
      );
      return { anchor, positive: others.length === 0 ? anchor : centreOf(others), candidates };
    }),
  );
  return { table: table.withMeans(groups), lines: lines.filter(teaches) };
}

function known(units: Units, unit: number, random: Random, rowsOf: (unit: number) => number | readonly number[]) {
  const rows = units.different[unit].flatMap(rowsOf);
  return rows.length <= mostCandidates ? rows : random.shuffle(rows).slice(0, mostCandidates);
}

/** Whether a photo is neither of a unit nor told from it. */
function strangers({ members, different }: Units): (unit: number, photo: number) => boolean {
  const unitOf = new Map(members.flatMap((photos, unit) => photos.map((photo) => [photo, unit])));
  const told = different.map((others) => new Set(others));
  return (unit, photo) => {
    const other = unitOf.get(photo);
    return other === undefined || (other !== unit && !told[unit].has(other));
  };
}

function teaches({ anchor, positive, candidates }: Line): boolean {
  return positive !== anchor || candidates.length > 0;
}
