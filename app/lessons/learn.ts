/** Learning as a job: from the library's judgements to a new version, which is used only if it proves better. */
import type { LearnReport, Objective } from '../contract/contract.ts';
import { isCopy } from '../grouping/kinds.ts';
import type { JudgePrior } from '../learning/judge/judge.ts';
import { teach, type Lesson } from '../learning/lesson.ts';
import type { Store } from '../store/store.ts';
import type { Model } from '../vision/encoder/model.ts';
import { answeredPairs, type AnsweredPair } from './answered-pairs.ts';
import { headInUse, headOf, updateHeadLists, useHead } from './head-in-use.ts';
import { Observer, unitRows } from './observer.ts';
import { lookAtPairs } from '../pairs/look-at-pairs.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { Verifier } from '../pairs/verifier/verifier.ts';
import type { LearnPhase } from '../jobs/phases.ts';
import { proverVersion } from '../vision/proof/prover-version.ts';

export interface LearnTools {
  store: Store;
  model: Model;
  prior: JudgePrior;
  verifier: Verifier;
  now: () => Date;
}

/** Near photos of each answered one, from which negatives are taken where the answers name none. */
const negativesEach = 8;
/** The same judgements always teach the same. */
const seed = 20_26;
/** Progress is told in thousandths. */
const steps = 1000;

/**
 * @param objective to use; the best of all when left out. @param use whether what proves better is used at once.
 * @returns null when it was stopped: nothing has changed then.
 */
export async function learn(
  { objective, use }: { objective?: Objective | undefined; use: boolean },
  tools: LearnTools,
  control: JobControl<LearnPhase>,
): Promise<LearnReport | null> {
  const { store, model, prior, verifier, now } = tools;
  const started = performance.now();
  const all = answeredPairs(store);
  // A pair that a person labelled by hand may never have been looked at.
  const progress = (done: number, total: number) => control.progress('verifying', done, total);
  await control.aside(() => lookAtPairs(all, store, verifier, { signal: control.signal, progress }));
  if (control.signal.aborted) return null;
  // That copies are the same was known; they come by the thousand when keepers are applied, and teach nothing.
  const copies = new Set(
    store.pairs.verified(proverVersion).flatMap(({ a, b, kind }) => (isCopy(kind) ? [`${a} ${b}`] : [])),
  );
  const answered = all.filter(({ a, b }) => !copies.has(`${Math.min(a, b)} ${Math.max(a, b)}`));
  const lesson = await lessonOf(answered, objective, { store, model, prior }, control);
  if (lesson === null) return null;
  const { decision, settings, losses } = lesson;
  const version = decision.accepted
    ? await keep(lesson, answered, use, { store, model, now }, control)
    : store.settings.head();
  if (version === null) return null;
  return {
    accepted: decision.accepted,
    used: decision.accepted && use,
    sentence: decision.sentence,
    version,
    objective: settings?.objective ?? null,
    labels: answered.length,
    before: decision.before,
    after: decision.after,
    losses: [...losses],
    seconds: (performance.now() - started) / 1000,
  };
}

async function lessonOf(
  answered: readonly AnsweredPair[],
  objective: Objective | undefined,
  { store, model, prior }: Pick<LearnTools, 'store' | 'model' | 'prior'>,
  control: JobControl<LearnPhase>,
): Promise<Lesson | null> {
  const { dimensions } = model.output;
  const photos = photosOf(store, answered);
  const rowOf = new Map(photos.map((content, row) => [content, row]));
  const rows = new Float32Array(photos.length * dimensions);
  photos.forEach((content, row) => {
    // The first view is the photo as displayed.
    rows.set(unitRows(store.vectors.of(content).slice(0, 1), dimensions), row * dimensions);
  });
  const head = headInUse(store);
  const observer = new Observer(store, store.photos.contents(), dimensions, null);
  const learnedFrom = new Set(head?.learnedFrom);
  try {
    return await control.aside(() =>
      teach({
        vectors: { rows, dimensions },
        answers: answered.map(({ a, b, same }) => ({ a: rowOf.get(a) ?? 0, b: rowOf.get(b) ?? 0, same })),
        evidence: answered.map(({ a, b }) => observer.observe(a, b)),
        prior,
        inUse:
          head === null
            ? null
            : {
                head: head.matrix ?? null,
                learnedFrom: new Set(
                  answered.flatMap((pair, place) => (learnedFrom.has(nameOf(store, pair)) ? [place] : [])),
                ),
              },
        ...(objective === undefined ? {} : { objectives: [objective] }),
        seed,
        signal: control.signal,
        onProgress: ({ done }) => control.progress('learning', Math.floor(done * steps), steps),
      }),
    );
  } catch (error) {
    if (control.signal.aborted) return null;
    throw error;
  }
}

/** The photos that answers speak of, and those near to them, in the order of their content hashes. */
function photosOf(store: Store, answered: readonly AnsweredPair[]): number[] {
  const spokenOf = new Set(answered.flatMap(({ a, b }) => [a, b]));
  const lists = store.pairs.neighbours();
  const wanted = new Set(spokenOf);
  for (const content of spokenOf)
    for (const other of lists.get(content)?.contents.subarray(0, negativesEach) ?? []) wanted.add(other);
  return store.photos.contents().flatMap(({ id }) => (wanted.has(id) ? [id] : []));
}

/** A pair by its content hashes, which no rescan changes. */
function nameOf(store: Store, { a, b }: AnsweredPair): string {
  return [store.photos.content(a).sha256, store.photos.content(b).sha256].sort().join(' ');
}

/** Makes what was learned a version, with near lists of its own. @returns null when it was stopped. */
async function keep(
  { decision, head, judge, settings }: Lesson,
  answered: readonly AnsweredPair[],
  use: boolean,
  { store, model, now }: Pick<LearnTools, 'store' | 'model' | 'now'>,
  control: JobControl<LearnPhase>,
): Promise<number | null> {
  const version = store.heads.add({
    objective: settings?.objective ?? null,
    matrix: head,
    judge: judge.state(),
    learnedFrom: answered.map((pair) => nameOf(store, pair)),
    heldOut: { before: decision.before, after: decision.after },
    learnedAt: now().toISOString(),
  });
  const { signal, aside } = control;
  const progress = (done: number, total: number) => control.progress('comparing', done, total);
  const tools = { store, model };
  const isDone = use
    ? await useHead(version, tools, { signal, aside, progress })
    : await updateHeadLists(headOf(store, version), tools, { signal, aside, progress });
  return isDone ? version : null;
}
