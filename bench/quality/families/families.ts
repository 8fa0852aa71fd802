/**
 * Families of edits, each to be measured alone and together with others. No model, threshold, background or vocabulary
 * that ships was fitted on anything made here: training makes its views in Python, by kinds of its own.
 */
import type { Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import type { Family } from './family.ts';
import { generations } from './generations.ts';
import { geometry } from './geometry.ts';
import { localTone } from './local-tone.ts';
import { rephotographed } from './rephotographed.ts';
import { several } from './several.ts';
import { surroundings } from './surroundings.ts';
import { texture } from './texture.ts';
import { thingsOnIt } from './things.ts';
import { tone } from './tone.ts';

export const families: readonly Family[] = [
  geometry,
  tone,
  localTone,
  texture,
  thingsOnIt,
  surroundings,
  several,
  rephotographed,
  generations,
];

/** Changes a photo by one family after another. */
export async function changeBy(
  some: readonly Family[],
  photo: Picture,
  chance: Chance,
  others: readonly [Picture, ...Picture[]],
): Promise<Picture> {
  let changed = photo;
  for (const { change } of some) changed = await change(changed, chance, others);
  return changed;
}
