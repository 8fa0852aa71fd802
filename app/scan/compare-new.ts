/**
 * Compares what is new with everything: near pairs first, of which the verifier looks at the nearest; then photos that
 * are part of others, whatever their distance.
 */
import { headInUse, updateHeadLists } from '../lessons/head-in-use.ts';
import type { JobControl } from '../jobs/queue.ts';
import { fillViews } from './fill-views.ts';
import type { ScanTools } from './read-changes.ts';
import { stepsFound } from './steps-found.ts';
import { lookForParts } from '../pairs/look-for-parts.ts';
import { verifyPairs } from '../pairs/verify-pairs.ts';
import type { ScanPhase } from '../jobs/phases.ts';

export async function compare(
  tools: Pick<ScanTools, 'store' | 'model' | 'encoder' | 'verifier'>,
  control: JobControl<ScanPhase>,
): Promise<void> {
  const { store, model, verifier } = tools;
  const { signal, aside } = control;
  const progress = (done: number, total: number) => control.progress('comparing', done, total);
  let turns;
  do {
    turns = control.turns();
    await fillViews(tools, control);
    await updateHeadLists(null, { store, model }, { signal, aside, progress });
    const head = headInUse(store);
    if (head !== null && !signal.aborted) await updateHeadLists(head, { store, model }, { signal, aside, progress });
    // Which pairs are looked at does not depend on what was learned: what is verified is true under every head.
    if (signal.aborted) return;
    const isVerified = await verifyPairs(store, verifier, control);
    if (isVerified) control.expect(stepsFound(store));
    const isSearched = await lookForParts(store, verifier, control);
    if (!isVerified && !isSearched) return;
    // Other jobs that were at work meanwhile may have brought more to compare.
  } while (control.turns() !== turns);
}
