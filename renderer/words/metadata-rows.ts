/** What two files say about their photos, side by side. */
import type { Output } from '../../app/contract/contract.ts';

type Entry = Output<'metadata'>['entries'][number];

export interface MetadataRow {
  name: string;
  /** Null where that file does not say it. */
  a: string | null;
  b: string | null;
}

/** What differs first, either part in the order of the files. */
export function metadataRows(
  a: readonly Entry[],
  b: readonly Entry[],
): { differing: MetadataRow[]; same: MetadataRow[] } {
  const [ofA, ofB] = [a, b].map((entries) => new Map(entries.map(({ name, value }) => [name, value])));
  const names = new Set([...a, ...b].map(({ name }) => name));
  const rows = [...names].map((name) => ({ name, a: ofA?.get(name) ?? null, b: ofB?.get(name) ?? null }));
  return { differing: rows.filter((row) => row.a !== row.b), same: rows.filter((row) => row.a === row.b) };
}
