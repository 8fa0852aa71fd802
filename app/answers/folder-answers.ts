/** Answers the contract on folders that share photos. */
import type { Answers, Between } from '../contract/contract.ts';
import { twoFolders } from '../actions/plan/between.ts';
import { planTools } from '../actions/plan/plan.ts';
import { planTakeOver, takeOver, toldTakeOver } from '../actions/take-over.ts';
import type { ActionTools } from '../actions/carry-out.ts';
import { folderPairs } from '../groups/folder-pairs.ts';
import type { Groups } from '../groups/library-groups.ts';
import { protectionOf, storedRules } from '../groups/library-rules.ts';
import { refuseProtected } from '../actions/disk/action-folders.ts';
import type { ActionWork } from './action-answers.ts';

export interface FolderTools extends ActionTools {
  /** The library's groups, as its own rules have them. */
  grouped: () => Groups;
  threshold: () => number;
  start: (name: 'take-over', work: ActionWork) => number;
  /** Called when a pair was passed over, or is minded again. */
  decided: () => void;
  /** Called when files have moved. */
  moved: () => void;
  /** Takes photos in that lie at new places of the library. */
  takeIn: (paths: string[]) => void;
}

type FolderCommand = 'folder-pairs' | 'pass-folder-pair' | 'plan-take-over' | 'take-over';

export function folderAnswers(tools: FolderTools): Pick<Answers, FolderCommand> {
  const { store, disk, grouped, threshold, start, decided, moved, takeIn } = tools;
  const planned = async (input: Between) => {
    const between = await twoFolders(store, input);
    const rules = storedRules(store);
    const protection = (path: string) => protectionOf(path, rules);
    refuseProtected(between.keep, protection);
    const groups = grouped();
    const given = { groups: groups.all(threshold()), paths: groups.paths(), protectionOf: protection };
    return { between, plan: await planTakeOver(between, given, planTools(store, disk), store) };
  };
  return {
    'folder-pairs': () => {
      const groups = grouped();
      const roots = store.folders.all().map(({ path }) => path);
      const passed = new Set(store.settings.passedFolderPairs().map(keyOf));
      const pairs = folderPairs(groups.all(threshold()), groups.paths(), roots);
      return {
        pairs: pairs.map((pair) => ({ ...pair, passed: passed.has(keyOf([pair.inside.path, pair.holder.path])) })),
      };
    },
    'pass-folder-pair': ({ folders, passed }) => {
      const others = store.settings.passedFolderPairs().filter((pair) => keyOf(pair) !== keyOf(folders));
      store.settings.setPassedFolderPairs(passed ? [...others, folders] : others);
      decided();
      return {};
    },
    'plan-take-over': async (input) => toldTakeOver((await planned(input)).plan),
    'take-over': async (input) => {
      const { between, plan } = await planned(input);
      return {
        job: start('take-over', async (control) => {
          try {
            const { taken, ...carried } = await takeOver(plan, between, tools, control);
            if (taken.length > 0) takeIn(taken);
            return { groups: 0, ...carried };
          } finally {
            moved();
          }
        }),
      };
    },
  };
}

/** The same in whichever order the two are named. */
function keyOf(folders: readonly string[]): string {
  return JSON.stringify(folders.toSorted());
}
