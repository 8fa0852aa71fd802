import { SelectionRule } from '../../../app/contract/find-values.ts';

const place = 'twinlens-selection-rules';
const most = 5;

/** The rules by which photos were marked lately in this browser or on this computer, the last one first. */
export function usedRules(): SelectionRule[] {
  try {
    const { success, data } = SelectionRule.array().safeParse(JSON.parse(localStorage.getItem(place) ?? '[]'));
    return success ? data : [];
  } catch {
    return [];
  }
}

export function rememberRule(rule: SelectionRule) {
  const key = JSON.stringify(rule);
  const others = usedRules().filter((one) => JSON.stringify(one) !== key);
  try {
    localStorage.setItem(place, JSON.stringify([rule, ...others].slice(0, most)));
  } catch {
    // It is not remembered, and holds all the same.
  }
}
