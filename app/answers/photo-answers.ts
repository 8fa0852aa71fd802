/** Answers the contract on single photos: what is known of them, showing and opening them, which the shell does, and those that were not read. */
import { extname } from 'node:path';
import type { Answers } from '../contract/contract.ts';
import { errorMessage, PersonError } from '../errors.ts';
import { isPhotoName } from '../files/formats.ts';
import { filmExtensions } from '../files/sidecar-names.ts';
import type { Host } from '../host.ts';
import type { MetadataTool } from '../images/kept/metadata-tool.ts';
import { relationOfContents } from '../pairs/look-at-pairs.ts';
import type { Verifier } from '../pairs/verifier/verifier.ts';
import type { Store } from '../store/store.ts';

type PhotoCommand = 'show-in-folder' | 'open-photo' | 'relation' | 'metadata' | 'unreadable' | 'passed-over';

export interface PhotoAnswerTools {
  store: Store;
  host: Host;
  verifier: Verifier;
  metadata: Pick<MetadataTool, 'describe'>;
}

export function photoAnswers({ store, host, verifier, metadata }: PhotoAnswerTools): Pick<Answers, PhotoCommand> {
  const { passedOver, photos } = store;
  const known = ({ sha256, path }: { sha256: string; path: string }): string => {
    if (store.photos.pathsOf(sha256).includes(path)) return path;
    throw new PersonError(`The library does not know that photo as ${path} any more: scan its folder again.`);
  };
  return {
    unreadable: () => ({ files: photos.problems() }),
    'passed-over': ({ reason, offset, limit }) => ({
      reasons: passedOver.counts(),
      files: passedOver.page({ reason, offset: offset ?? 0, limit: limit ?? 1000 }),
    }),
    relation: async ({ a, b }) => ({ relation: await relationOfContents(a, b, store, verifier) }),
    metadata: async (photo) => {
      const path = known(photo);
      try {
        return { entries: await metadata.describe(path) };
      } catch (error) {
        throw new PersonError(`The file ${path} ${errorMessage(error)}.`, { cause: error });
      }
    },
    'show-in-folder': async (photo) => {
      const path = known(photo);
      if (!host.showInFolder) throw new PersonError(`Twinlens cannot show a folder here. The photo is ${path}`);
      await host.showInFolder(path);
      return {};
    },
    'open-photo': async (photo) => {
      const path = known(photo);
      // What is a picture inside may be named like a program, and would then be run as one.
      if (!isPhotoName(path) && !filmExtensions.has(extname(path).toLowerCase())) {
        throw new PersonError(
          `${path} is not named like a photo or a video, so Twinlens does not open it: show it in its folder.`,
        );
      }
      if (!host.openFile) throw new PersonError(`Twinlens cannot open a photo here. It is ${path}`);
      await host.openFile(path);
      return {};
    },
  };
}
