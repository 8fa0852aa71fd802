/** A library's tables, each behind the class that knows it. */
import { Backup } from './upkeep/backup.ts';
import { Companions } from './companions.ts';
import type { PersonError } from '../errors.ts';
import { CopyProofs } from './copy-proofs.ts';
import { Database, openDatabase, schema, transaction } from './database.ts';
import { explained, unwritable } from './upkeep/obstacles.ts';
import { Folders } from './folders.ts';
import { Heads } from './heads.ts';
import { Judgements } from './judgements.ts';
import { Keepers } from './chosen-keepers.ts';
import { LocalFeatures } from './local-features.ts';
import { Marks } from './decisions/marks.ts';
import { Reviews } from './decisions/reviews.ts';
import { Measures } from './measures.ts';
import { Operations } from './operations.ts';
import { PassedOverFiles } from './passed-over.ts';
import { Pairs } from './pairs.ts';
import { Photos } from './photos.ts';
import { room } from './upkeep/reserve.ts';
import { Settings } from './settings.ts';
import { checkedAfterUncleanEnd } from './upkeep/unclean-end.ts';
import { Vectors } from './vectors.ts';

export interface Store {
  folders: Folders;
  photos: Photos;
  companions: Companions;
  passedOver: PassedOverFiles;
  vectors: Vectors;
  features: LocalFeatures;
  pairs: Pairs;
  proofs: CopyProofs;
  judgements: Judgements;
  heads: Heads;
  measures: Measures;
  keepers: Keepers;
  marks: Marks;
  reviews: Reviews;
  operations: Operations;
  settings: Settings;
  /** What a person should read when a table fails; any other error as it is. */
  explained: (error: unknown) => unknown;
  /** Bytes that there is room for on its drive. */
  room: () => number;
  /** Why it can only be read, for a person who wants it to be written; null where it can be. */
  refusal: PersonError | null;
  /** All of `work`'s writes, or none. */
  transaction: <Result>(work: () => Result) => Result;
  /** For the one process that writes: keeps a backup of what a person said, from now on. */
  keepBackup: () => Backup;
  /** For the one process that writes, before anything else. @throws PersonError when the database is damaged. */
  checkAfterUncleanEnd: () => { wasUnclean: boolean; endCleanly: () => void };
  close: () => void;
}

/**
 * @param model version and dimensions of the encoder whose vectors count.
 * @param writes whether it will be written.
 */
export function openStore(
  directory: string,
  model: { version: string; dimensions: number },
  { writes = true }: { writes?: boolean | undefined } = {},
): Store {
  const database = openDatabase(directory, { writes });
  const store: Store = {
    room: () => room(directory),
    explained: (error) => explained(error, directory),
    refusal: database.obstacle === null ? null : unwritable(directory, database.obstacle),
    folders: new Folders(database),
    photos: new Photos(database, model.version),
    vectors: new Vectors(database, model.version, model.dimensions),
    features: new LocalFeatures(database),
    pairs: new Pairs(database, model.version),
    proofs: new CopyProofs(database),
    companions: new Companions(database),
    passedOver: new PassedOverFiles(database),
    keepers: new Keepers(database),
    marks: new Marks(database),
    reviews: new Reviews(database),
    judgements: new Judgements(database),
    heads: new Heads(database, model.version),
    measures: new Measures(database),
    operations: new Operations(database),
    settings: new Settings(database),
    transaction: (work) => transaction(database, work),
    keepBackup: () => new Backup(directory, database, store),
    checkAfterUncleanEnd: () => checkedAfterUncleanEnd(directory, database),
    close: () => database.close(),
  };
  return store;
}

/** A journal that is kept nowhere: for exports out of a library that can only be read, which change no photo. */
export function passingOperations(): { operations: Operations; close: () => void } {
  const database = new Database('', { location: ':memory:' });
  database.exec(schema());
  return { operations: new Operations(database), close: () => database.close() };
}
