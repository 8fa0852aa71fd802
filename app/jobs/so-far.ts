/** When what a scan has found so far is shown: now and then, and whenever it comes to something else. */
import type { JobProgress } from './queue.ts';

const every = 2500; // ms
/** Making groups takes no more than this share of the time: in large libraries they are shown less often. */
const share = 1 / 30;
const scans: ReadonlySet<string> = new Set(['scan', 'changes', 'compare']);

export class SoFar {
  #shown = 0;
  #phase = 'looking';

  /** @param cost how long making groups takes: ms. */
  isDue({ name, state, phase }: Pick<JobProgress<string, unknown>, 'name' | 'state' | 'phase'>, cost: number): boolean {
    if (state !== 'running' || !scans.has(name) || phase === 'looking') return false;
    const now = performance.now();
    if (now - this.#shown < Math.max(every, cost / share) && phase === this.#phase) return false;
    [this.#shown, this.#phase] = [now, phase];
    return true;
  }
}
