/** Answers the contract on groups: which there are, and what is decided of them before anything is done. */
import type { Answers, KeeperRule, Rules } from '../contract/contract.ts';
import type { Decisions } from '../groups/decisions.ts';
import type { Groups } from '../groups/library-groups.ts';
import { selectByRule } from '../actions/plan/select-by-rule.ts';
import { changedRules } from '../groups/library-rules.ts';
import type { Store } from '../store/store.ts';

export interface GroupTools {
  store: Store;
  /** The library's groups, as its own rules or others have them. */
  grouped: (rules?: Rules) => Groups;
  /** The same, in another order of keepers: the person's own rules come after it. */
  ordered: (keep: readonly KeeperRule[]) => Groups;
  threshold: () => number;
  decisions: () => Decisions;
  /** Called when something was decided, which changes no group. */
  decided: () => void;
  /** Called when a setting has changed. */
  set: () => void;
}

type GroupCommand = 'groups' | 'set-threshold' | 'complete-find' | 'mark' | 'marks' | 'review' | 'select-by-rule';

export function groupAnswers(tools: GroupTools): Pick<Answers, GroupCommand> {
  const { store, grouped, threshold, decisions, decided, set } = tools;
  return {
    groups: async ({ rules, ...page }) => {
      const groups = grouped(await changedRules(store, rules ?? {}));
      return groups.page({ ...page, threshold: page.threshold ?? threshold() }, decisions());
    },
    'set-threshold': ({ threshold: own }) => {
      store.settings.setThreshold(own);
      set();
      return {};
    },
    'complete-find': ({ find }) => grouped().completions(find, threshold()),
    mark: ({ photos, marked }) => {
      decisions().mark(photos, marked);
      decided();
      return {};
    },
    marks: () => ({ photos: store.marks.present() }),
    'select-by-rule': ({ rule, threshold: asked, ...wanted }) => {
      const { keep } = rule;
      const groups = keep === 'suggested' || keep === 'other' ? grouped() : tools.ordered([{ rule: keep }]);
      const found = groups.found(asked ?? threshold(), wanted, decisions());
      return selectByRule(found, rule, (photo) => decisions().isMarked(photo));
    },
    review: ({ contents, review }) => {
      decisions().review(contents, review);
      decided();
      return {};
    },
  };
}
