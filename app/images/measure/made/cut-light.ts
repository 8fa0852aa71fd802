/**
 * Which of two files with the same frame was made brighter, harder or more colourful than it can hold: where it is as
 * bright or as dark as can be, the other one still has shades.
 */
import { levelAt, levelsOf } from '../levels.ts';
import type { Frame, Made } from './laid-frames.ts';

/** Levels at both ends that are as dark, or as bright, as can be. */
const ends = 2;
/** Share of its own levels by which a sample must be away from a picture's end, and share of samples beyond that end. */
const away = 0.1;
const beyond = 0.002;
/** Share of the samples that must be cut off in the one and not in the other, and how many times as many as the reverse. */
const enough = 0.004;
const clearly = 4;
/** Share of what is beyond the middle of those that must be cut off as well. */
const mostly = 0.5;

/** @param frame `a` as it lies on `b`. @returns null where nothing is cut off, or as much in both. */
export function cutLight({ own, shown }: Frame): Made {
  const [ofA, ofB] = [cutIn(shown, own), cutIn(own, shown)];
  if (ofB > enough && ofB > clearly * ofA) return 'b';
  return ofA > enough && ofA > clearly * ofB ? 'a' : null;
}

/**
 * Share of the samples that are cut off in one picture, and not where the other one ends. What is brighter there is cut off
 * as well: where blur, or a sticker, took the brightest points of the other one, that is not so.
 */
function cutIn(picture: Uint8Array, other: Uint8Array): number {
  const levels = levelsOf(other);
  const [darkest, brightest] = [levelAt(levels, beyond), levelAt(levels, 1 - beyond)];
  const [low, high] = [darkest + away * (brightest - darkest), brightest - away * (brightest - darkest)];
  const all = new Uint32Array(256);
  const bright = new Uint32Array(256);
  const dark = new Uint32Array(256);
  for (let at = 0; at < picture.length; at++) {
    const level = picture[at] ?? 0;
    const beside = other[at] ?? 0;
    if (beside <= low || beside >= high) continue;
    all[beside] = (all[beside] ?? 0) + 1;
    if (level > 255 - ends) bright[beside] = (bright[beside] ?? 0) + 1;
    else if (level < ends) dark[beside] = (dark[beside] ?? 0) + 1;
  }
  return (cutAbove(bright, all) + cutAbove(dark.toReversed(), all.toReversed())) / picture.length;
}

/** Samples that are cut off, by their level in the other picture; none where those above their middle mostly are not. */
function cutAbove(cut: Uint32Array, all: Uint32Array): number {
  const count = sumOf(cut);
  let above = 0;
  const half = 255 - cut.toReversed().findIndex((samples) => (above += samples) >= count / 2);
  return sumOf(cut.subarray(half)) < mostly * sumOf(all.subarray(half)) ? 0 : count;
}

function sumOf(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
