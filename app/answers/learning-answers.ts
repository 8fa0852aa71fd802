/** Answers the contract on questions, learning, and what was learned. */
import { LearnReport, Objective, type Answers, type Head } from '../contract/contract.ts';
import type { StoredHead } from '../store/heads.ts';
import { changesBetween } from '../groups/head-changes.ts';
import type { FoundGroup } from '../groups/library-groups.ts';
import { headOf, useHead } from '../lessons/head-in-use.ts';
import { learn, type LearnTools } from '../lessons/learn.ts';
import { learnedOf, type Learned } from '../lessons/learned.ts';
import { nextQuestions, pairPhoto } from '../lessons/next-questions.ts';
import type { Work } from '../jobs/queue.ts';
import type { LearnPhase } from '../jobs/phases.ts';

export type LearnWork = Work<LearnPhase, LearnReport | null>;

export interface LearningTools extends LearnTools {
  /** Starts a job and returns its id. */
  start: (name: 'learn' | 'use-head', work: LearnWork) => number;
  /** The library's groups at its threshold, as another version of what was learned would have them; as they are without. */
  grouped: (learned?: Learned | null) => FoundGroup[];
  /** Called when groups may have changed. */
  regroup: () => void;
}

/** Questions that are given when nobody says how many. */
const usualQuestions = 10;
/** Pairs of either sort that a version would change, to be looked at before it is used. */
const samplesEach = 8;

type LearningCommand = 'suggest' | 'learn' | 'heads' | 'head-changes' | 'use-head';

export function learningAnswers(tools: LearningTools): Pick<Answers, LearningCommand> {
  const { store, model, prior, regroup } = tools;
  return {
    suggest: ({ count }) => ({
      pairs: nextQuestions(store, model, prior, count ?? usualQuestions),
      judgements: store.judgements.all().length,
    }),
    learn: ({ objective, use = true }) => ({
      job: tools.start('learn', async (control) => {
        const report = await learn({ objective, use }, tools, control);
        if (report?.used === true) regroup();
        return report;
      }),
    }),
    heads: () => ({ heads: described(store.heads.all(), store.settings.head()) }),
    'head-changes': ({ version }) => {
      const learned = learnedOf(headOf(store, version), prior, model);
      const { samples, ...sums } = changesBetween(tools.grouped(), tools.grouped(learned), {
        count: samplesEach,
        isKnown: (a, b) => store.judgements.of(a, b) !== undefined,
        seed: version,
      });
      const photo = (sha256: string) => pairPhoto(store, store.photos.known(sha256) ?? 0);
      return { ...sums, samples: samples.map(({ a, b, joined }) => ({ a: photo(a), b: photo(b), joined })) };
    },
    'use-head': ({ version }) => {
      headOf(store, version);
      return {
        job: tools.start('use-head', async (control) => {
          const progress = (done: number, total: number) => control.progress('comparing', done, total);
          if (await useHead(version, tools, { signal: control.signal, aside: control.aside, progress })) regroup();
          return null;
        }),
      };
    },
  };
}

/** What ships, and all that was learned since, the oldest first. */
function described(heads: readonly StoredHead[], active: number): Head[] {
  const shipped: Head = {
    version: 0,
    objective: null,
    labels: 0,
    heldOut: null,
    learnedAt: null,
    active: active === 0,
  };
  return [
    shipped,
    ...heads.map(({ version, objective, learnedFrom, heldOut, learnedAt }) => ({
      version,
      labels: learnedFrom.length,
      learnedAt,
      active: version === active,
      objective: objective === null ? null : Objective.parse(objective),
      heldOut: heldOutOf(heldOut),
    })),
  ];
}

function heldOutOf(value: unknown): Head['heldOut'] {
  return LearnReport.pick({ before: true, after: true }).parse(value);
}
