/**
 * How a drive likes to be read, told by measurement: some files one at a time, some side by side, in turns, and then in
 * the way in which more bytes came a second. The arm of a hard disk travels between files that are read side by side;
 * a fast drive only then shows what it can.
 */

import type { Reading } from '../decoding/decoders.ts';

/** Files that are read in one way before the other one is tried. */
const filesATurn = 8;
/** Files that are read side by side while that is tried. */
const tried = 4;
/** Seconds of reading in either way before anything is decided: files that the system still has in memory take none. */
const leastSeconds = 0.3;
/** So many times as fast must reading side by side be: a disk that sorts its work gains a little, too. */
const worthwhile = 1.2;
/** Files after which the drive is measured anew: the first ones may not have come from the drive at all. */
const lasting = 500;

interface Pace {
  bytes: number;
  seconds: number;
}

/**
 * @param now seconds on any clock.
 * @returns how files of one drive are read, in the order in which they come.
 */
export function measuredReading(now = () => performance.now() / 1000): Reading {
  const waiting: (() => void)[] = [];
  let inWork = 0;
  /** Whether files are read side by side now, how many more of them, and whether that is being tried. */
  let turn = { isTogether: false, left: filesATurn, isTrial: true };
  let paces = fresh();
  let began = 0;

  const next = () => {
    if (inWork === 0 && turn.left === 0) endTurn();
    while (turn.left > 0 && inWork < atOnce(turn)) {
      const start = waiting.shift();
      if (start === undefined) return;
      if (inWork++ === 0) began = now();
      turn.left--;
      start();
    }
  };
  const endTurn = () => {
    const { alone, sideBySide } = paces;
    const isSure = alone.seconds >= leastSeconds && sideBySide.seconds >= leastSeconds;
    if (turn.isTrial && isSure) {
      const gain = sideBySide.bytes / sideBySide.seconds / (alone.bytes / alone.seconds);
      turn = { isTogether: gain >= worthwhile, left: lasting, isTrial: false };
      paces = fresh();
    } else turn = { isTogether: !turn.isTogether, left: filesATurn, isTrial: true };
  };
  const ended = (bytes: number) => {
    const pace = turn.isTogether ? paces.sideBySide : paces.alone;
    pace.bytes += bytes;
    // While nothing is read, something else is slow.
    if (--inWork === 0) pace.seconds += now() - began;
    next();
  };
  return async (read) => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    waiting.push(() => {
      resolve(undefined);
    });
    next();
    await promise;
    let size = 0;
    try {
      const result = await read();
      size = result?.size ?? 0;
      return result;
    } finally {
      ended(size);
    }
  };
}

function atOnce({ isTogether, isTrial }: { isTogether: boolean; isTrial: boolean }): number {
  if (!isTogether) return 1;
  return isTrial ? tried : Infinity;
}

function fresh(): { alone: Pace; sideBySide: Pace } {
  return { alone: { bytes: 0, seconds: 0 }, sideBySide: { bytes: 0, seconds: 0 } };
}
