/** The folders that a library looks at. */
import { sep } from 'node:path';
import type { Database } from './database.ts';

export interface FolderRow {
  path: string;
  online: boolean;
}

export class Folders {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(): FolderRow[] {
    return this.#database
      .prepare('select path, online from folder order by path')
      .all()
      .map((row) => ({ path: String(row.path), online: row.online === 1 }));
  }

  add(path: string): void {
    this.#database.prepare('insert or ignore into folder (path) values (?)').run(path);
  }

  setOnline(path: string, online: boolean): void {
    this.#database.prepare('update folder set online = ? where path = ?').run(online ? 1 : 0, path);
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
