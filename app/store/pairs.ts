/** Near pairs, as one list a photo, and what the verifier saw in those that it looked at. */
import type { Database } from './database.ts';

export interface Neighbours {
  /** Content ids, nearest first. */
  contents: Int32Array;
  /** Their cosines, 1 to the loosest that is kept. */
  cosines: Float32Array;
}

export type VerifiedKind = 'same-pixels' | 'resized' | 'edited' | 'cropped' | 'burst';

/** A pair of which something was verified. */
export interface VerifiedPair {
  /** Content ids, a < b. */
  a: number;
  b: number;
  /** As it stands: what its proof says, where it has one. */
  kind: VerifiedKind;
  /** Two photos that look like copies and are not proven to be: they are shown as such, and nothing goes in bulk for it. */
  awaitsProof: boolean;
  /** Of proven copies the one that has more behind its first picture, by content id: the other must not stay for it. */
  richer: number | null;
}

/** A photo that was seen in another one. */
export interface Part {
  /** Content ids. */
  part: number;
  whole: number;
  /** Shares of the whole, 0 to 1. */
  box: { left: number; top: number; width: number; height: number };
  /** Whether it lies there as a picture of its own. */
  framed: boolean;
}

/** What a verifier saw in a pair. */
export interface Look {
  a: number;
  b: number;
  /** Null when nothing was verified. */
  kind: VerifiedKind | null;
  /** The evidence, told from `a`: plain values, kept as JSON. */
  relation: object | null;
}

export class Pairs {
  readonly #database: Database;
  readonly #model: string;
  #saves = 0;

  constructor(database: Database, model: string) {
    this.#database = database;
    this.#model = model;
  }

  /** Every list under a head, by content. @param head its version; 0 for the vectors as the encoder gives them. */
  neighbours(head = 0): Map<number, Neighbours> {
    const lists = new Map<number, Neighbours>();
    for (const row of this.#database
      .prepare('select content, list from neighbours where model = ?')
      .iterate(this.#listsOf(head))) {
      const blob = (row.list as Uint8Array).slice();
      const count = blob.length / 8;
      lists.set(Number(row.content), {
        contents: new Int32Array(blob.buffer, 0, count),
        cosines: new Float32Array(blob.buffer, count * 4, count),
      });
    }
    return lists;
  }

  saveNeighbours(lists: Iterable<[number, Neighbours]>, head = 0): void {
    const insert = this.#database.prepare('insert or replace into neighbours (content, model, list) values (?, ?, ?)');
    for (const [content, list] of lists) insert.run(content, this.#listsOf(head), toBlob(list));
    this.#saves++;
  }

  /** How often near lists were saved since the library was opened: tells whether they are as they were. */
  get saves(): number {
    return this.#saves;
  }

  /** Whether a content still has this near list. */
  hasList(content: number, list: Neighbours | undefined): boolean {
    if (list === undefined) return false;
    const row = this.#database
      .prepare('select 1 from neighbours where content = ? and model = ? and list = ?')
      .get(content, this.#model, toBlob(list));
    return row !== undefined;
  }

  removeNeighbours(contents: Iterable<number>, head = 0): void {
    const remove = this.#database.prepare('delete from neighbours where content = ? and model = ?');
    for (const content of contents) remove.run(content, this.#listsOf(head));
  }

  /** The contents whose near photos are not all looked at by this verifier, in no certain order. */
  unlooked(verifier: string): number[] {
    return this.#database
      .prepare('select content from neighbours where model = ? and looked is not ?')
      .all(this.#model, verifier)
      .map((row) => Number(row.content));
  }

  /** Remembers that all candidates of these contents were looked at; a list that changes is forgotten again. */
  setLooked(contents: Iterable<number>, verifier: string): void {
    const update = this.#database.prepare('update neighbours set looked = ? where content = ? and model = ?');
    for (const content of contents) update.run(verifier, content, this.#model);
  }

  /** Whether this verifier has looked at the pair. */
  isLooked(a: number, b: number, verifier: string): boolean {
    const row = this.#database
      .prepare('select 1 from look where a = ? and b = ? and verifier = ?')
      .get(Math.min(a, b), Math.max(a, b), verifier);
    return row !== undefined;
  }

  /** @param looks each with `a` below `b`. */
  saveLooks(looks: readonly Look[], verifier: string): void {
    const insert = this.#database.prepare(
      'insert or replace into look (a, b, verifier, kind, relation) values (?, ?, ?, ?, ?)',
    );
    for (const { a, b, kind, relation } of looks)
      insert.run(a, b, verifier, kind, relation === null ? null : JSON.stringify(relation));
  }

  /** @param prover whose proofs count. */
  verified(prover: string): VerifiedPair[] {
    return this.#database
      .prepare(
        `select look.a, look.b, look.kind, proof.prover is not null as proven, proof.kind as provenKind, richer
         from look left join proof on proof.a = look.a and proof.b = look.b and proof.prover = ?
         where look.kind is not null`,
      )
      .all(prover)
      .flatMap((row) => {
        const [a, b] = [Number(row.a), Number(row.b)];
        const isProven = row.proven === 1;
        const kind = (isProven ? row.provenKind : row.kind) as VerifiedKind | null;
        if (kind === null) return [];
        const awaitsProof = !isProven && looksLikeCopies(kind);
        return { a, b, kind, awaitsProof, richer: row.richer === null ? null : row.richer === 'a' ? a : b };
      });
  }

  /** What lies in the photos that hold others as pictures of their own: pages, collages. */
  partsOfPages(): Part[] {
    return this.#database
      .prepare(
        `with page as (
           select iif(relation ->> 'inside' = 'a', b, a) as id from look where kind = 'cropped' and relation ->> 'framed'
         )
         select a, b, relation from look where kind = 'cropped' and (a in (select id from page) or b in (select id from page))`,
      )
      .all()
      .map(({ a, b, relation }) => {
        const { inside, box, framed } = JSON.parse(String(relation)) as Pick<Part, 'box' | 'framed'> & {
          inside: 'a' | 'b';
        };
        const [part, whole] = inside === 'a' ? [a, b] : [b, a];
        return { part: Number(part), whole: Number(whole), box, framed };
      });
  }

  /** What was seen in a pair, told from the smaller id; null where nothing was verified, or nothing of it kept. */
  relation(a: number, b: number): object | null {
    const row = this.#database
      .prepare('select relation from look where a = ? and b = ?')
      .get(Math.min(a, b), Math.max(a, b));
    return typeof row?.relation === 'string' ? (JSON.parse(row.relation) as object) : null;
  }

  /** Lists under a learned head stand beside the encoder's own, so that going back to either takes no time. */
  #listsOf(head: number): string {
    return head === 0 ? this.#model : `${this.#model} head ${head}`;
  }
}

function toBlob({ contents, cosines }: Neighbours): Uint8Array {
  const blob = new Uint8Array(contents.byteLength + cosines.byteLength);
  blob.set(new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength));
  blob.set(new Uint8Array(cosines.buffer, cosines.byteOffset, cosines.byteLength), contents.byteLength);
  return blob;
}

/** Whether a verifier saw copies, by what it can see: the proof has the last word. */
function looksLikeCopies(kind: VerifiedKind): boolean {
  return kind === 'same-pixels' || kind === 'resized';
}
