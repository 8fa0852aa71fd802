/**
 * What a file is known by without reading it. Numbers that could not be read back exactly are never given: a time or a
 * size beyond 2⁵³, as broken archives, cameras without a battery and sparse files have them, counts as the last number
 * that can be.
 */
import type { BigIntStats } from 'node:fs';

export interface FileFacts {
  /** Bytes, to 2⁵³ − 1. */
  size: number;
  /** Last change, in whole microseconds since 1970, from −(2⁵³ − 1) in the year 1684 to 2⁵³ − 1 in 2255. */
  modified: number;
  /**
   * Volume and number of the file: equal for all names of one file, hard links and the same drive under two paths. Null
   * where the system does not number files.
   */
  identity: string | null;
}

export function factsOf(stats: BigIntStats): FileFacts {
  return { size: sizeOf(stats), modified: modifiedOf(stats), identity: identityOf(stats) };
}

/** Bytes, to 2⁵³ − 1. */
export function sizeOf({ size }: BigIntStats): number {
  return withinReach(Number(size));
}

/** Microseconds; see `FileFacts`. Node's own `mtimeMs` would be the same where it is exact. */
export function modifiedOf({ mtimeNs }: BigIntStats): number {
  const seconds = mtimeNs / second - (mtimeNs % second < 0n ? 1n : 0n);
  const nanoseconds = mtimeNs - seconds * second;
  return withinReach(Math.round((Number(seconds) * 1000 + Number(nanoseconds) / 1e6) * 1000));
}

/** Whether a time is the file's own, and not the nearest that can be told. */
export function isExactTime(modified: number): boolean {
  return Math.abs(modified) < Number.MAX_SAFE_INTEGER;
}

export function identityOf({ dev, ino }: BigIntStats): string | null {
  return ino === 0n ? null : `${dev}:${ino}`;
}

const second = 1_000_000_000n; // ns

function withinReach(number: number): number {
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number));
}
