/** A library's tables, each behind the class that knows it. */
import { Backup } from './backup.ts';
import { Companions } from './companions.ts';
import { CopyProofs } from './copy-proofs.ts';
import { openDatabase, transaction } from './database.ts';
import { Folders } from './folders.ts';
import { Heads } from './heads.ts';
import { Judgements } from './judgements.ts';
import { Keepers } from './chosen-keepers.ts';
import { Operations } from './operations.ts';
import { PassedOverFiles } from './passed-over.ts';
import { Pairs } from './pairs.ts';
import { Photos } from './photos.ts';
import { Settings } from './settings.ts';
import { checkedAfterUncleanEnd } from './unclean-end.ts';
import { Vectors } from './vectors.ts';

export interface Store {
  folders: Folders;
  photos: Photos;
  companions: Companions;
  passedOver: PassedOverFiles;
  vectors: Vectors;
  pairs: Pairs;
  proofs: CopyProofs;
  judgements: Judgements;
  heads: Heads;
  keepers: Keepers;
  operations: Operations;
  settings: Settings;
  /** All of `work`'s writes, or none. */
  transaction: <Result>(work: () => Result) => Result;
  /** For the one process that writes: keeps a backup of what a person said, from now on. */
  keepBackup: () => Backup;
  /** For the one process that writes, before anything else. @throws PersonError when the database is damaged. */
  checkAfterUncleanEnd: () => { wasUnclean: boolean; endCleanly: () => void };
  close: () => void;
}

/** @param model version and dimensions of the encoder whose vectors count. */
export function openStore(directory: string, model: { version: string; dimensions: number }): Store {
  const database = openDatabase(directory);
  const store: Store = {
    folders: new Folders(database),
    photos: new Photos(database, model.version),
    vectors: new Vectors(database, model.version, model.dimensions),
    pairs: new Pairs(database, model.version),
    proofs: new CopyProofs(database),
    companions: new Companions(database),
    passedOver: new PassedOverFiles(database),
    keepers: new Keepers(database),
    judgements: new Judgements(database),
    heads: new Heads(database, model.version),
    operations: new Operations(database),
    settings: new Settings(database),
    transaction: (work) => transaction(database, work),
    keepBackup: () => new Backup(directory, database, store),
    checkAfterUncleanEnd: () => checkedAfterUncleanEnd(directory, database),
    close: () => database.close(),
  };
  return store;
}
