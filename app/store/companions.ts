/** The files that belong to photos, as the last scan saw them. */
import { transaction, type Database } from './database.ts';

export interface CompanionRow {
  path: string;
  /** Bytes. */
  size: number;
}

export class Companions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Of every photo that has any, by its path, each in the order of their paths. */
  all(): Map<string, CompanionRow[]> {
    const found = new Map<string, CompanionRow[]>();
    for (const row of this.#database.prepare('select path, photo, size from companion order by path').iterate()) {
      const photo = String(row.photo);
      const companion = { path: String(row.path), size: Number(row.size) };
      const known = found.get(photo);
      if (known === undefined) found.set(photo, [companion]);
      else known.push(companion);
    }
    return found;
  }

  /** The photo to which a file belongs. */
  ownerOf(path: string): string | undefined {
    const row = this.#database.prepare('select photo from companion where path = ?').get(path);
    return row === undefined ? undefined : String(row.photo);
  }

  /** Takes over what was seen of photos, and forgets the companions of photos that are no more. */
  update(seen: ReadonlyMap<string, readonly CompanionRow[]>): void {
    const known = this.all();
    const remove = this.#database.prepare('delete from companion where photo = ?');
    const insert = this.#database.prepare('insert or replace into companion (path, photo, size) values (?, ?, ?)');
    const changed = [...seen].filter(([photo, companions]) => !areEqual(known.get(photo) ?? [], companions));
    transaction(this.#database, () => {
      // A companion may go from one photo to another: it is taken away first.
      for (const [photo] of changed) remove.run(photo);
      for (const [photo, companions] of changed) for (const { path, size } of companions) insert.run(path, photo, size);
      this.#database.exec('delete from companion where photo not in (select path from file)');
    });
  }
}

function areEqual(known: readonly CompanionRow[], seen: readonly CompanionRow[]): boolean {
  const text = (companions: readonly CompanionRow[]) =>
    companions
      .map(({ path, size }) => `${size} ${path}`)
      .sort()
      .join('\n');
  return known.length === seen.length && text(known) === text(seen);
}
