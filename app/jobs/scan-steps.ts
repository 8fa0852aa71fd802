/** The steps of a scan, in their order, with what they take as a rule: see docs/MEASURED.md. */
import { availableParallelism } from 'node:os';
import type { Expected, PlannedStep } from './time-left.ts';

export type ScanStep =
  'reading' | 'views' | 'comparing' | 'verifying' | 'parts' | 'part-pairs' | 'proving' | 'measuring' | 'lineage';

/** What is found out of steps before they begin. */
export type FoundSteps = Partial<Record<ScanStep, Expected>>;

/** ms an item, and items a photo that is read; on so many cores. Shares are rather too high: a time that shrinks pleases. */
const cores = 2;
const asARule: PlannedStep<ScanStep>[] = [
  { name: 'reading', cost: 5, share: 1 },
  { name: 'views', cost: 5, share: 0 },
  { name: 'comparing', cost: 0.7, share: 1 },
  { name: 'verifying', cost: 15, share: 1 },
  { name: 'parts', cost: 2.2, share: 1 },
  { name: 'part-pairs', cost: 5.2, share: 0.6 },
  { name: 'proving', cost: 27, share: 0.2 },
  { name: 'measuring', cost: 6.5, share: 0.35 },
  { name: 'lineage', cost: 6.4, share: 1 },
];
/** What takes longer the larger the files are, which are decoded: ms in any case, and for each megabyte. */
const bySize: Partial<Record<ScanStep, [anyFile: number, eachMegabyte: number]>> = {
  reading: [4.3, 8],
  proving: [25, 340],
  measuring: [6, 47],
  lineage: [6, 55],
};

/** On this machine, as far as its cores tell. */
export function scanSteps(available = availableParallelism()): PlannedStep<ScanStep>[] {
  return asARule.map((step) => ({ ...step, cost: onCores(step.cost, available) }));
}

function onCores(cost: number, available: number): number {
  return (cost * cores) / available;
}

/** What is known once the files are found. @param bytes that a photo has, on average. */
export function expectedOfFiles(bytes: number, available = availableParallelism()): FoundSteps {
  return Object.fromEntries(
    Object.entries(bySize).map(([step, [anyFile, eachMegabyte]]) => [
      step,
      { cost: onCores(anyFile + (eachMegabyte * bytes) / 1e6, available) },
    ]),
  );
}

/**
 * What near photos let expect of the steps after the verifier's.
 * @param pairs those that are probably one picture. @param photos in them.
 */
export function expectedAfter(pairs: number, photos: number): FoundSteps {
  return { proving: { items: 0.17 * pairs }, measuring: { items: 1.15 * photos }, lineage: { items: 1.35 * pairs } };
}
