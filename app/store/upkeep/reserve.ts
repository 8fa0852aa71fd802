/**
 * A little room that a library keeps for itself on its drive. When the drive is full, the room is given free, so that
 * what makes room again (moving photos away) can be noted down first.
 */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freeBytes } from './obstacles.ts';

const fileName = 'reserve';
/** A share of what is free when it is made, so that it never makes a drive tight. */
const shareOfFree = 1 / 8;
/** The journal of some ten thousand photos. */
const most = 8 * 1024 ** 2; // bytes
/** Less would not hold the journal of a few hundred photos, and its log. */
const least = 1024 ** 2; // bytes

/** Makes the reserve where there is none and room is plenty. */
export function keepReserve(directory: string): void {
  const file = join(directory, fileName);
  try {
    const size = Math.min(most, Math.floor(freeBytes(directory) * shareOfFree));
    if (size >= least && !existsSync(file)) writeFileSync(file, new Uint8Array(size), { flag: 'wx' });
  } catch {
    // It is a help, no more: a library works without it.
  }
}

/** @returns whether that made room. */
export function dropReserve(directory: string): boolean {
  const file = join(directory, fileName);
  try {
    const { size } = statSync(file);
    rmSync(file);
    return size > 0;
  } catch {
    return false;
  }
}

/** Whether the drive has less room than a write needs in any case. */
export function isTight(directory: string): boolean {
  return freeBytes(directory) < least / 2;
}

/** Whether the drive has so little room that what is written had better be taken over bit by bit. */
export function isScarce(directory: string): boolean {
  return freeBytes(directory) < 4 * most;
}

/** Bytes that there is room for, the reserve included where there is need of it. */
export function room(directory: string): number {
  if (isTight(directory)) dropReserve(directory);
  return freeBytes(directory);
}
