/** The folders that a library looks at. */
import { sep } from 'node:path';
import type { Database } from './database.ts';

export interface FolderRow {
  path: string;
  online: boolean;
  /** The volume on which it lies, and its path inside that; null where the system tells no identity. */
  volume: string | null;
  place: string | null;
}

/** Where paths of files are kept. */
const paths = [
  ['file', 'path'],
  ['companion', 'path'],
  ['companion', 'photo'],
  ['passed_over', 'path'],
  ['chosen_keeper', 'path'],
  ['operation_file', 'source'],
  ['operation_file', 'target'],
  ['operation_file', 'trash_info'],
] as const;

export class Folders {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(): FolderRow[] {
    return this.#database
      .prepare('select path, online, volume, place from folder order by path')
      .all()
      .map((row) => ({
        path: String(row.path),
        online: row.online === 1,
        volume: row.volume === null ? null : String(row.volume),
        place: row.place === null ? null : String(row.place),
      }));
  }

  add(path: string): void {
    this.#database.prepare('insert or ignore into folder (path) values (?)').run(path);
  }

  setOnline(path: string, online: boolean): void {
    this.#database.prepare('update folder set online = ? where path = ?').run(online ? 1 : 0, path);
  }

  setVolume(path: string, volume: string, place: string): void {
    this.#database.prepare('update folder set volume = ?, place = ? where path = ?').run(volume, place, path);
  }

  /** The folder is seen at another path from now on: all that is known of its files goes along, the journal too. */
  move(from: string, to: string): void {
    this.#database.prepare('update folder set path = ? where path = ?').run(to, from);
    for (const [table, column] of paths)
      this.#database
        .prepare(
          `update ${table} set ${column} = ? || substr(${column}, length(?) + 1) where ${column} > ? and ${column} < ?`,
        )
        .run(to, from, ...insideOf(from));
  }

  /** Forgets the folder and the files that no other folder of the library holds. */
  remove(path: string): void {
    this.#database.prepare('delete from folder where path = ?').run(path);
    const others = this.all();
    const drop = this.#database.prepare('delete from file where path = ?');
    for (const row of this.#database
      .prepare('select path from file where path > ? and path < ?')
      .all(...insideOf(path))) {
      const file = String(row.path);
      if (!others.some((folder) => isInside(file, folder.path))) drop.run(file);
    }
    // What lies in another folder of the library is passed over again by its next scan.
    this.#database.prepare('delete from passed_over where path > ? and path < ?').run(...insideOf(path));
    this.#database.exec('delete from companion where photo not in (select path from file)');
  }
}

export function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The bounds between which, in binary order, the paths inside a folder lie. */
export function insideOf(folder: string): [string, string] {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return [start, start.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)];
}
