/** What the library keeps and leaves alone: the stored rules, and what they say of a file. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Rules, type Input, type KeeperRule } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';
import { Exclusions } from '../files/exclusions.ts';
import { systemReason } from '../files/system-reasons.ts';
import type { Protection } from '../grouping/keeper/keeper-candidate.ts';
import { isInside } from '../store/folders.ts';
import type { Store } from '../store/store.ts';

const none: Rules = {
  keep: [],
  protect: [],
  reference: [],
  exclude: [],
  minimumPixels: 0,
  minimumBytes: 0,
  videos: false,
};

/** What was named twice, or is one folder under two names, counts once. */
export function storedRules({ settings }: Store): Rules {
  const rules = Rules.parse({ ...none, ...(settings.rules() as object | undefined) });
  return {
    ...rules,
    keep: rules.keep.filter((rule, at) => rules.keep.findIndex((other) => isDeepStrictEqual(other, rule)) === at),
    protect: [...new Set(rules.protect)],
    reference: [...new Set(rules.reference)],
    exclude: [...new Set(rules.exclude)],
  };
}

/**
 * @returns the library's rules with some others in their place, for now; `Settings.setRules` makes them its own.
 * @throws PersonError for a folder that is not there: a slip of the pen must not leave it without protection.
 */
export async function changedRules(store: Store, changes: Input<'set-rules'>): Promise<Rules> {
  const before = storedRules(store);
  const { keep, protect, reference } = changes;
  const folders = (paths: readonly string[]) => Promise.all(paths.map((path) => realFolder(path, store)));
  const inRealFolder = async (rule: KeeperRule) =>
    'folder' in rule ? { ...rule, folder: await realFolder(rule.folder, store) } : rule;
  return {
    keep: keep === undefined ? before.keep : await Promise.all(keep.map(inRealFolder)),
    protect: protect === undefined ? before.protect : await folders(protect),
    reference: reference === undefined ? before.reference : await folders(reference),
    exclude: changes.exclude ?? before.exclude,
    minimumPixels: changes.minimumPixels ?? before.minimumPixels,
    minimumBytes: changes.minimumBytes ?? before.minimumBytes,
    videos: changes.videos ?? before.videos,
  };
}

/**
 * The library's rules for one action: another order of keepers, and more that is left alone. What the library itself
 * leaves alone stays so, whatever is given.
 * @throws PersonError for a folder that is not there.
 */
export async function rulesForAction(store: Store, changes: Input<'set-rules'>): Promise<Rules> {
  const own = storedRules(store);
  const given = await changedRules(store, changes);
  return {
    keep: given.keep,
    protect: [...new Set([...own.protect, ...given.protect])],
    reference: [...new Set([...own.reference, ...given.reference])],
    exclude: [...new Set([...own.exclude, ...given.exclude])],
    minimumPixels: Math.max(own.minimumPixels, given.minimumPixels),
    minimumBytes: Math.max(own.minimumBytes, given.minimumBytes),
    videos: own.videos && given.videos,
  };
}

/** Which files the rules leave out of the library. */
export function exclusionsOf(rules: Rules, { folders }: Store): Exclusions {
  return new Exclusions(
    rules.exclude,
    folders.all().map(({ path }) => path),
  );
}

/** A folder that is both is protected: that promises more. */
export function protectionOf(path: string, { protect, reference }: Rules): Protection | null {
  // A single file may be named as well.
  const lies = (place: string) => path === place || isInside(path, place);
  if (protect.some(lies)) return 'protected';
  return reference.some(lies) ? 'reference' : null;
}

/**
 * The folder itself, whichever links lead to it; one on a drive that is away is known by its path.
 * @throws PersonError for one that is not there.
 */
export async function realFolder(path: string, { folders }: Store): Promise<string> {
  if (!isAbsolute(path)) throw new PersonError(`Give the folder ${path} by its whole path.`);
  const given = resolve(path);
  try {
    return await realpath(given);
  } catch (error) {
    for (const folder of folders.all())
      if ((given === folder.path || isInside(given, folder.path)) && !existsSync(folder.path)) return given;
    throw new PersonError(`The folder ${path} ${systemReason(error)}.`);
  }
}
