/**
 * What lies beside the photos of groups now. A plan chooses keepers and says what goes along from this one look at the
 * disk, not from what the last scan saw: a raw file that came since would go with its JPEG.
 */
import { dirname } from 'node:path';
import { companionsOf, lookBeside, type Beside } from '../../files/companion-names.ts';
import { sizes, type FoundCompanion } from '../../files/walk.ts';
import type { FoundGroup } from '../../groups/library-groups.ts';

export interface BesidePhotos {
  /** By the photo's path, of every photo that was looked at. */
  companions: Map<string, FoundCompanion[]>;
  /** Whether they are others than the groups were made with. */
  isNews: boolean;
  companionsOf: (photo: string) => Promise<string[]>;
  /** Files named after a photo that stay where they are. */
  othersNamedAfter: (photo: string) => string[];
}

/**
 * @param groups those of which photos are asked for. Photos out of reach keep what was known of them.
 * @param isPicture what the library knows of files whose names do not speak of a picture, by their paths.
 */
export async function lookBesidePhotos(
  groups: readonly FoundGroup[],
  isPicture: (path: string) => boolean,
): Promise<BesidePhotos> {
  const folders = new Map<string, Beside | null>();
  const companions = new Map<string, FoundCompanion[]>();
  let isNews = false;
  for (const photo of groups.flatMap(({ photos }) => photos)) {
    const folder = dirname(photo.path);
    const beside = folders.get(folder) ?? (photo.offline ? null : await lookBeside(folder, isPicture));
    folders.set(folder, beside);
    if (beside === null) continue;
    const paths = beside.companionsOf(photo.path);
    companions.set(photo.path, await sizes(paths));
    if (new Set(paths).symmetricDifference(new Set(photo.companions)).size > 0) isNews = true;
  }
  return {
    companions,
    isNews,
    companionsOf: async (photo) => companions.get(photo)?.map(({ path }) => path) ?? companionsOf(photo),
    othersNamedAfter: (photo) => folders.get(dirname(photo))?.othersNamedAfter(photo) ?? [],
  };
}
