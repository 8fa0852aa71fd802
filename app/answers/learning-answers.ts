/** Answers the contract on questions, learning, and what was learned. */
import { LearnReport, Objective, type Answers, type Head } from '../contract/contract.ts';
import type { StoredHead } from '../store/heads.ts';
import { headOf, useHead } from '../lessons/head-in-use.ts';
import { learn, type LearnTools } from '../lessons/learn.ts';
import { nextQuestions } from '../lessons/next-questions.ts';
import type { Work } from '../jobs/queue.ts';
import type { LearnPhase } from '../jobs/phases.ts';

export type LearnWork = Work<LearnPhase, LearnReport | null>;

export interface LearningTools extends LearnTools {
  /** Starts a job and returns its id. */
  start: (name: 'learn' | 'use-head', work: LearnWork) => number;
  /** Called when groups may have changed. */
  regroup: () => void;
}

/** Questions that are given when nobody says how many. */
const usualQuestions = 10;

export function learningAnswers(tools: LearningTools): Pick<Answers, 'suggest' | 'learn' | 'heads' | 'use-head'> {
  const { store, model, prior, regroup } = tools;
  return {
    suggest: ({ count }) => ({
      pairs: nextQuestions(store, model.output.dimensions, prior, count ?? usualQuestions),
      judgements: store.judgements.all().length,
    }),
    learn: ({ objective }) => ({
      job: tools.start('learn', async (control) => {
        const report = await learn(objective, tools, control);
        if (report?.accepted === true) regroup();
        return report;
      }),
    }),
    heads: () => ({ heads: described(store.heads.all(), store.settings.head()) }),
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
