/** Answers the contract on what a person said of pairs. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Answers, JudgedPhoto } from '../contract/contract.ts';
import { errorMessage, PersonError } from '../errors.ts';
import { readPhoto } from '../files/read-photo.ts';
import { findContradictions } from '../learning/questions/contradictions.ts';
import { decided } from '../lessons/answered-pairs.ts';
import { readJudgements, writeJudgements } from '../store/judgements-file.ts';
import type { Store } from '../store/store.ts';

export interface JudgementTools {
  store: Store;
  now: () => Date;
  /** Called when groups may have changed. */
  regroup: () => void;
}

type JudgementCommand =
  'label' | 'judge' | 'forget-judgement' | 'judgements' | 'export-judgements' | 'import-judgements';

export function judgementAnswers({ store, now, regroup }: JudgementTools): Pick<Answers, JudgementCommand> {
  const { judgements } = store;
  const photo = (sha256: string): JudgedPhoto => ({ sha256, path: store.photos.pathsOf(sha256)[0] ?? null });
  return {
    label: async ({ a, b, verdict }) => {
      const [hashA, hashB] = [await hashOf(a), await hashOf(b)];
      if (hashA === hashB)
        throw new PersonError('These two files have the very same content: there is nothing to judge.');
      judgements.record(hashA, hashB, verdict, now().toISOString(), 'pair');
      regroup();
      return { a: hashA, b: hashB, verdict, judgements: judgements.all().length };
    },
    judge: ({ pairs, verdict, origin }) => {
      if (pairs.some(({ a, b }) => a === b))
        throw new PersonError('A photo and itself have the very same content: there is nothing to judge.');
      const judgedAt = now().toISOString();
      store.transaction(() => {
        for (const { a, b } of pairs) judgements.record(a, b, verdict, judgedAt, origin);
      });
      regroup();
      const all = judgements.all();
      return { judgements: all.length, contradictions: findContradictions(decided(all)).length };
    },
    'forget-judgement': ({ a, b }) => {
      judgements.forget(a, b);
      regroup();
      return { judgements: judgements.all().length };
    },
    judgements: () => {
      const all = judgements.all();
      return {
        judgements: all.map(({ a, b, ...rest }) => ({ a: photo(a), b: photo(b), ...rest })),
        contradictions: findContradictions(decided(all)).map(({ a, b, path }) => ({
          a: photo(a),
          b: photo(b),
          path: path.map(photo),
        })),
      };
    },
    'export-judgements': async ({ file }) => {
      const all = judgements.all();
      const path = resolve(file);
      try {
        await writeFile(path, writeJudgements(all), { flag: 'wx' });
      } catch (error) {
        throw new PersonError(
          isTaken(error)
            ? `There is a file ${path} already: nothing was written over it. Pick another name.`
            : `The file ${path} cannot be written: ${errorMessage(error)}. Pick another place.`,
        );
      }
      return { judgements: all.length };
    },
    'import-judgements': async ({ file }) => {
      const read = await judgementsIn(resolve(file));
      const merged = judgements.merge(read);
      if (merged > 0) regroup();
      return { read: read.length, merged, judgements: judgements.all().length };
    },
  };
}

async function judgementsIn(path: string) {
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new PersonError(`The file ${path} cannot be read: ${errorMessage(error)}.`);
  }
  try {
    return readJudgements(text);
  } catch (error) {
    throw error instanceof PersonError ? new PersonError(`The file ${path} ${error.message}.`) : error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function hashOf(path: string): Promise<string> {
  const photo = await readPhoto(path).catch((error: unknown) => {
    throw new PersonError(`The file ${path} ${error instanceof Error ? error.message : 'cannot be read'}.`);
  });
  if (photo === null) throw new PersonError(`The file ${path} does not exist.`);
  return photo.sha256;
}
