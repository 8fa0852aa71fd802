/** Which files of a library show one picture, or one a part of the other, as the verifier has it, whatever groups make of that. */
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** @param directory of a library that is closed. @returns asks about two files by their names, which must be its only ones. */
export function seenPairs(directory: string): (a: string, b: string) => boolean {
  const database = new DatabaseSync(join(directory, 'library.sqlite'), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `select one.path as a, other.path as b from look
         join file as one on one.content = look.a join file as other on other.content = look.b
         where look.kind is not null`,
      )
      .all();
    const seen = new Set(rows.flatMap(({ a, b }) => [keyOf(String(a), String(b)), keyOf(String(b), String(a))]));
    return (a, b) => seen.has(keyOf(a, b));
  } finally {
    database.close();
  }
}

function keyOf(a: string, b: string): string {
  return `${basename(a)}\n${basename(b)}`;
}
