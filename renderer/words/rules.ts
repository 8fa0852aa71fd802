/** Rules as a person says them: by which a keeper is found, each completes "Keep rather …", and by which photos are marked. */
import type { keeperRuleNames, KeeperRule, SelectionRule } from '../../app/contract/contract.ts';
import { baseName } from './paths.ts';

export type PlainRule = (typeof keeperRuleNames)[number];

export const plainRuleWords: Record<PlainRule, string> = {
  'whole-file': 'the whole file, with all that is behind its first picture',
  'whole-shot': 'the whole shot, with its raw file or its video',
  unaltered: 'the picture from which the other was made',
  'best-picture': 'the better picture, all in all',
  'original-format': 'the original format: raw, then HEIC',
  dated: 'the one that knows when it was taken',
  'more-metadata': 'the one with more details about itself',
  protected: 'the one in a protected folder',
  resolution: 'the one with more pixels',
  'less-compressed': 'the less compressed one',
  'not-upscaled': 'the one that was not enlarged',
  largest: 'the larger file',
  'within-reach': 'the one on a drive that is connected',
  oldest: 'the older file',
  newest: 'the newer file',
  'shortest-path': 'the one with the shorter path',
};

export function ruleWords(rule: KeeperRule): string {
  if (rule.rule === 'folder') return `the one inside ${rule.folder}`;
  if (rule.rule === 'outside') return `the one outside ${rule.folder}`;
  return rule.rule === 'name' ? `the one named ${rule.pattern}` : plainRuleWords[rule.rule];
}

/** Each completes "Of each picture is kept …". */
export function keptWords(keep: SelectionRule['keep']): string {
  if (keep === 'suggested') return 'the one that is suggested';
  if (keep === 'other') return 'one that is not such';
  return plainRuleWords[keep];
}

/** Completes "Mark …". */
export function selectionWords({ keep, folder, name, wholeGroups }: SelectionRule): string {
  return [
    folder === undefined && name === undefined ? 'all' : 'those',
    ...(folder === undefined ? [] : [`in ${baseName(folder)}`]),
    ...(name === undefined ? [] : [`named ${name}`]),
    `but ${keptWords(keep)}`,
    ...(wholeGroups === true ? ['of the group'] : []),
  ].join(' ');
}
