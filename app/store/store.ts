/** A library's tables, each behind the class that knows it. */
import { Companions } from './companions.ts';
import { openDatabase, transaction } from './database.ts';
import { Folders } from './folders.ts';
import { Heads } from './heads.ts';
import { Judgements } from './judgements.ts';
import { Keepers } from './chosen-keepers.ts';
import { Operations } from './operations.ts';
import { Pairs } from './pairs.ts';
import { Photos } from './photos.ts';
import { Settings } from './settings.ts';
import { Vectors } from './vectors.ts';

export interface Store {
  folders: Folders;
  photos: Photos;
  companions: Companions;
  vectors: Vectors;
  pairs: Pairs;
  judgements: Judgements;
  heads: Heads;
  keepers: Keepers;
  operations: Operations;
  settings: Settings;
  /** All of `work`'s writes, or none. */
  transaction: <Result>(work: () => Result) => Result;
  close: () => void;
}

/** @param model version and dimensions of the encoder whose vectors count. */
export function openStore(directory: string, model: { version: string; dimensions: number }): Store {
  const database = openDatabase(directory);
  return {
    folders: new Folders(database),
    photos: new Photos(database, model.version),
    vectors: new Vectors(database, model.version, model.dimensions),
    pairs: new Pairs(database, model.version),
    companions: new Companions(database),
    keepers: new Keepers(database),
    judgements: new Judgements(database),
    heads: new Heads(database, model.version),
    operations: new Operations(database),
    settings: new Settings(database),
    transaction: (work) => transaction(database, work),
    close: () => database.close(),
  };
}
