/** Which photos a rule says to mark, group by group: never all of those among which one is kept. */
import type { Output, Photo } from '../../contract/contract.ts';
import type { SelectionRule } from '../../contract/find-values.ts';
import { namedLike } from '../../grouping/keeper/keeper-rules.ts';
import { isInside } from '../../store/folders.ts';

type SelectablePhoto = Pick<Photo, 'path' | 'sha256' | 'bytes' | 'version' | 'protection' | 'offline'>;

/** @property photos version by version, of each the one first that the rule's order keeps. */
export interface SelectableGroup {
  photos: readonly SelectablePhoto[];
}

/**
 * @param groups as `rule.keep` orders their photos.
 * @param isMarked whether a photo is marked already: it is not counted on.
 */
export function selectByRule(
  groups: Iterable<SelectableGroup>,
  rule: SelectionRule,
  isMarked: (photo: SelectablePhoto) => boolean,
): Output<'select-by-rule'> {
  const photos: Output<'select-by-rule'>['photos'] = [];
  const { folder, name } = rule;
  const isNamedSo = name === undefined ? () => true : namedLike(name);
  const isMeant = ({ path }: SelectablePhoto) => (folder === undefined || isInside(path, folder)) && isNamedSo(path);
  let [chosen, spared] = [0, 0];
  for (const group of groups) {
    let [takes, spares] = [false, false];
    for (const unit of unitsOf(group, rule.wholeGroups === true)) {
      const meant = unit.filter(isMeant);
      if (meant.length === 0) continue;
      const going = goingOf(unit, meant, rule);
      const fresh = going.filter((photo) => photo.protection === null && !isMarked(photo));
      const staysOne = unit.some((photo) => !photo.offline && !isMarked(photo) && !fresh.includes(photo));
      if (fresh.length > 0 && staysOne) {
        takes = true;
        photos.push(...fresh.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })));
      } else if (going.length === 0 || fresh.length > 0) spares = true;
    }
    chosen += Number(takes);
    spared += Number(spares);
  }
  return { photos, groups: chosen, spared };
}

/** The photos among which one is kept: all of a group, or those of each version that has more than one. */
function unitsOf({ photos }: SelectableGroup, isWhole: boolean): SelectablePhoto[][] {
  if (isWhole) return [[...photos]];
  const versions = Map.groupBy(photos, ({ version }) => version);
  return [...versions.values()].filter(({ length }) => length > 1);
}

/** Those that are meant, but for the one that is kept; none where only a photo that is not meant may be, and there is none. */
function goingOf(
  unit: readonly SelectablePhoto[],
  meant: readonly SelectablePhoto[],
  { keep }: SelectionRule,
): SelectablePhoto[] {
  if (keep === 'other') return meant.length < unit.length ? [...meant] : [];
  return meant.filter((photo) => photo !== unit[0]);
}
