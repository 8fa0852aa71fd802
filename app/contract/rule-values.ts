/** What a person says of which photos to keep, and which to leave alone. */
import { z } from 'zod';
import { plainRules } from '../grouping/keeper/keeper-rules.ts';
import { path } from './values.ts';

export const keeperRuleNames = plainRules;
/** One key by which a keeper is found. Several make an order: the first that tells photos apart decides. */
export const KeeperRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.enum(plainRules) }),
  /** Photos inside this folder. */
  z.object({ rule: z.literal('folder'), folder: path }),
  /** Photos anywhere but inside this folder. */
  z.object({ rule: z.literal('outside'), folder: path }),
  /** Photos whose file name matches: `*` stands for any letters, `?` for one. */
  z.object({ rule: z.literal('name'), pattern: z.string().min(1, 'Give a name, with * for any letters.') }),
]);
export type KeeperRule = z.infer<typeof KeeperRule>;

const smallest = 'Give a whole number from 0, which is no limit, to 9,007,199,254,740,991.';

/** What to keep, and what to leave alone. */
export const Rules = z.object({
  /** The person's order; all other rules settle what it leaves open. */
  keep: z.array(KeeperRule),
  /** Folders in which nothing is ever touched. */
  protect: z.array(path),
  /** Folders with what the person has already: a photo there is its group's keeper, and none there is ever removed. */
  reference: z.array(path),
  /** Files and folders that are left out, as patterns of a .gitignore, relative to the library's folders. */
  exclude: z.array(z.string().min(1, 'Give a pattern, such as *.png or Screenshots/.')),
  /** Smaller photos are left out; 0 for no limit. */
  minimumPixels: z.int(smallest).min(0, smallest),
  minimumBytes: z.int(smallest).min(0, smallest),
  /** Whether videos are taken into the library as well, as items of their own. */
  videos: z.boolean(),
});
export type Rules = z.infer<typeof Rules>;

/** `linked`: the photo has several names in the library, hard links for example, and to take one away frees nothing. */
export const Protection = z.enum(['protected', 'reference', 'linked']);
export type Protection = z.infer<typeof Protection>;
