/** One time left for a whole scan, on runs of the app as they were measured: how long each step took, and how many items it had. */
import { describe, expect, test } from 'vitest';
import { expectedAfter, expectedOfFiles, scanSteps, type ScanStep } from '../../../app/jobs/scan-steps.ts';
import { TimeLeft } from '../../../app/jobs/time-left.ts';

interface Run {
  steps: [ScanStep, items: number, seconds: number][];
  /** A photo has, on average. */
  bytes: number;
  /** What near photos let expect: pairs, and photos in them. */
  near: [number, number];
}

const runs: Record<string, Run> = {
  '2,500 small photos, nearly all of them alone': {
    steps: [
      ['reading', 2500, 12],
      ['comparing', 2500, 1.7],
      ['verifying', 2500, 30.1],
      ['parts', 2500, 4.5],
      ['part-pairs', 1307, 6.8],
      ['proving', 2, 0.6],
      ['measuring', 68, 0.6],
      ['lineage', 34, 0.7],
    ],
    bytes: 14e3,
    near: [71, 132],
  },
  '1,965 small photos, 765 of them edits of 85 of the others': {
    steps: [
      ['reading', 1965, 8.9],
      ['comparing', 1965, 1.1],
      ['verifying', 1965, 31.6],
      ['parts', 1965, 4.9],
      ['part-pairs', 1194, 6.2],
      ['proving', 367, 9.8],
      ['measuring', 841, 5.7],
      ['lineage', 3371, 21.6],
    ],
    bytes: 7.7e3,
    near: [2494, 741],
  },
  '94 photos of 12 megapixels, 34 of them edits of others': {
    steps: [
      ['reading', 94, 1.6],
      ['comparing', 94, 0.9],
      ['verifying', 94, 0.8],
      ['parts', 94, 0.7],
      ['proving', 24, 12.2],
      ['measuring', 46, 4.1],
      ['lineage', 76, 4],
    ],
    bytes: 1.43e6,
    near: [72, 45],
  },
};

function found(steps: Run['steps']) {
  const known = steps.filter(([step]) => step === 'proving' || step === 'measuring' || step === 'lineage');
  return Object.fromEntries(known.map(([step, items]) => [step, { items }]));
}

/** Plays a run. @param machine how many times as long everything takes. @returns what was told: seconds that had passed, and were left. */
function play({ steps, bytes, near }: Run, machine = 1) {
  const timeLeft = new TimeLeft(scanSteps(2));
  timeLeft.expect(expectedOfFiles(bytes, 2));
  const told: { passed: number; left: number }[] = [];
  let passed = 0;
  for (const [step, items, seconds] of steps) {
    if (step === 'verifying') timeLeft.expect(expectedAfter(...near));
    // What the verifier has found by then is known.
    if (step === 'parts') timeLeft.expect(found(steps));
    const ticks = Math.max(1, Math.round(seconds * machine * 5));
    for (let tick = 0; tick <= ticks; tick++) {
      const at = passed + (seconds * machine * tick) / ticks;
      const left = timeLeft.at(step, Math.floor((items * tick) / ticks), items, at * 1000);
      if (left !== null) told.push({ passed: at, left });
    }
    passed += seconds * machine;
  }
  return { total: passed, told };
}

/** When the job ends, by what is told at a share of its time, as a multiple of when it did. */
function endAt({ total, told }: ReturnType<typeof play>, share: number): number {
  const { passed, left } = told.find((one) => one.passed >= share * total)!;
  return (passed + left) / total;
}

describe.each(Object.entries(runs))('of %s', (_, run) => {
  test.each([1, 3, 0.3])('is steady, on a machine that takes %s times as long', (machine) => {
    const played = play(run, machine);
    // Once a tenth is done, the end that is told never moves out by more than a fifth.
    let [soonest, worst] = [Infinity, 1];
    for (const { passed, left } of played.told.filter((one) => one.passed > 0.1 * played.total)) {
      soonest = Math.min(soonest, passed + left);
      worst = Math.max(worst, (passed + left) / soonest);
    }
    expect(worst).toBeLessThan(1.2);
    // Of what is not known yet rather too much is told.
    expect(endAt(played, 0.1)).toBeGreaterThan(0.8);
    expect(endAt(played, 0.1)).toBeLessThan(2);
    expect(endAt(played, 0.5)).toBeGreaterThan(0.9);
    expect(endAt(played, 0.5)).toBeLessThan(1.5);
    expect(played.told.at(-1)!.left).toBeLessThan(0.05 * played.total);
  });
});

describe('a job', () => {
  const steps = [
    { name: 'first', cost: 10, share: 1 },
    { name: 'second', cost: 10, share: 1 },
  ] as const;

  test('that begins further on is told of from there', () => {
    const timeLeft = new TimeLeft(steps);
    timeLeft.at('second', 0, 100, 0);
    expect(timeLeft.at('second', 50, 100, 5000)).toBeCloseTo(4.7, 0);
  });

  test('tells nothing at first, and nothing of steps that nobody planned', () => {
    const timeLeft = new TimeLeft<string>(steps);
    expect(timeLeft.at('first', 0, 100, 0)).toBeNull();
    expect(timeLeft.at('first', 5, 100, 1000)).toBeNull();
    expect(timeLeft.at('other', 5, 100, 2000)).toBeNull();
    expect(timeLeft.at('first', 50, 100, 4000)).toBeGreaterThan(1);
  });

  test('whose step begins anew has it before it again', () => {
    const timeLeft = new TimeLeft(steps);
    timeLeft.at('first', 0, 100, 0);
    timeLeft.at('first', 100, 100, 2000);
    timeLeft.at('second', 100, 100, 4000);
    timeLeft.at('first', 0, 200, 4000);
    expect(timeLeft.at('first', 1, 200, 60_000)).toBeGreaterThan(2);
  });
});
