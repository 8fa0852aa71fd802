/** Answers the contract on what is kept and what is left alone. */
import type { Answers } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { changedRules, storedRules } from '../groups/library-rules.ts';

/** @param regroup is told when groups may have changed, by rules or by what a person chose. */
export function ruleAnswers(
  store: Store,
  regroup: (what: 'answers' | 'all') => void,
): Pick<Answers, 'rules' | 'set-rules' | 'choose-keeper' | 'forget-keeper'> {
  const contentAt = (path: string): string => {
    const content = store.photos.contentAt(path);
    if (content === undefined) throw new PersonError(`The photo ${path} is not in the library: scan its folder first.`);
    return content.sha256;
  };
  return {
    rules: () => storedRules(store),
    'set-rules': async (changes) => {
      store.settings.setRules(await changedRules(store, changes));
      regroup('all');
      return storedRules(store);
    },
    'choose-keeper': ({ path }) => {
      const sha256 = contentAt(path);
      store.keepers.choose(sha256, path);
      regroup('answers');
      return { sha256 };
    },
    'forget-keeper': ({ path }) => {
      const sha256 = contentAt(path);
      store.keepers.forget(sha256);
      regroup('answers');
      return { sha256 };
    },
  };
}
