/** Files, and the content that they hold. */
import { transaction, type Database } from './database.ts';
import { insideOf } from './folders.ts';
import {
  contentColumns,
  knownFiles,
  toContent,
  toFile,
  toKnownFile,
  type ContentRow,
  type FileRow,
  type KnownFile,
  type SketchedContent,
} from './photo-rows.ts';
import { saveVectors, type VectorRow } from './vectors.ts';

/** What an older Twinlens did not read, or read in another way. */
type CountedFacts = Pick<ContentRow, 'facts' | 'quality' | 'takenAt' | 'placed' | 'subsecond' | 'exposureBias'>;

/** A file as it was read. Left out, its identity is not known until the next scan. */
export type SeenFile = Omit<FileRow, 'content' | 'identity'> & { identity?: string | null };

export interface NewContent extends Omit<ContentRow, 'id'> {
  sketch: Uint8Array;
  thumbnail: Uint8Array;
  model: string;
  vectors: VectorRow[];
}

/** Completes "The file … ". */
const partlySeen = 'is damaged or cut short: what can be seen of it is in the library';

export class Photos {
  readonly #database: Database;
  readonly #model: string;

  /** @param model the version of the encoder whose vectors count. */
  constructor(database: Database, model: string) {
    this.#database = database;
    this.#model = model;
  }

  /** The id of a content that this model has a vector of, or of a video of which nothing can be seen. */
  known(sha256: string): number | undefined {
    const row = this.#database
      .prepare(
        `select id from content where sha256 = ? and (duration = 0 or exists
         (select 1 from vector where vector.content = content.id and model = ? and view = 'displayed'))`,
      )
      .get(sha256, this.#model);
    return row === undefined ? undefined : Number(row.id);
  }

  /** Every file inside a folder: what the last scan saw of it, and whether this model has a vector for it. */
  filesInside(folder: string): KnownFile[] {
    return this.#database
      .prepare(`${knownFiles} where path > ? and path < ?`)
      .all(this.#model, ...insideOf(folder))
      .map(toKnownFile);
  }

  file(path: string): KnownFile | undefined {
    const row = this.#database.prepare(`${knownFiles} where path = ?`).get(this.#model, path);
    return row === undefined ? undefined : toKnownFile(row);
  }

  /** Whether the library knows the file, and as a photo: a video has no companions. */
  isPhoto(path: string): boolean {
    return this.file(path)?.duration === null;
  }

  files(): FileRow[] {
    return this.#database
      .prepare('select path, content, size, modified, problem, identity from file order by path')
      .all()
      .map(toFile);
  }

  /** The files that could not be read, or not all of them. */
  problems(): { path: string; reason: string }[] {
    return this.#database
      .prepare(
        `select path, problem from file where problem is not null
         union all select path, ? from file join content on content.id = file.content where damaged order by path`,
      )
      .all(partlySeen)
      .map((row) => ({ path: String(row.path), reason: String(row.problem) }));
  }

  counts(): { photos: number; unreadable: number } {
    const row = this.#database
      .prepare(
        `select count(file.content) as photos, count(*) filter (where problem is not null or damaged) as unreadable
         from file left join content on content.id = file.content`,
      )
      .get();
    return { photos: Number(row?.photos), unreadable: Number(row?.unreadable) };
  }

  /** @param folders those whose files are counted. @returns how many are videos, and how many of them nothing is seen of. */
  countVideos(folders: readonly string[]): { taken: number; byBytes: number } {
    const bounds = folders.map(insideOf);
    const inside = bounds.map(() => '(path > ? and path < ?)').join(' or ') || '0';
    const row = this.#database
      .prepare(
        `select count(*) as taken, count(*) filter (where duration <= 0) as byBytes
         from file join content on content.id = file.content where duration is not null and (${inside})`,
      )
      .get(...bounds.flat());
    return { taken: Number(row?.taken), byBytes: Number(row?.byBytes) };
  }

  countInside(folder: string): number {
    const row = this.#database
      .prepare('select count(content) as photos from file where path > ? and path < ?')
      .get(...insideOf(folder));
    return Number(row?.photos);
  }

  /** Writes what was read, all or nothing. A file's content must be known or come with it. */
  save(entries: { file: SeenFile; sha256: string | null; content: NewContent | null }[]): void {
    const database = this.#database;
    const insertContent = database.prepare(
      `insert into content
       (sha256, bytes, format, width, height, orientation, pages, alpha, depth, taken_at, camera, sketch, facts, quality,
        subsecond, exposure_bias, placed, duration, damaged)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (sha256) do update set
       width = excluded.width, height = excluded.height, taken_at = excluded.taken_at, camera = excluded.camera,
       sketch = excluded.sketch, facts = excluded.facts, placed = excluded.placed, duration = excluded.duration
       where content.duration < 0`,
    );
    const idOf = database.prepare('select id from content where sha256 = ?');
    const insertThumbnail = database.prepare('insert or replace into thumbnail (content, image) values (?, ?)');
    const insertFile = database.prepare(
      'insert or replace into file (path, content, size, modified, problem, identity) values (?, ?, ?, ?, ?, ?)',
    );
    transaction(database, () => {
      for (const { file, sha256, content } of entries) {
        if (content !== null) {
          const { bytes, format, width, height, orientation, pages, alpha, depth, takenAt, camera } = content;
          insertContent.run(
            ...[content.sha256, bytes, format, width, height, orientation, pages, alpha ? 1 : 0, depth],
            ...[
              takenAt,
              camera,
              content.sketch,
              content.facts,
              content.quality,
              content.subsecond,
              content.exposureBias,
              content.placed === null ? null : Number(content.placed),
              content.duration,
              Number(content.isDamaged),
            ],
          );
          const id = Number(idOf.get(content.sha256)?.id);
          saveVectors(database, content.model, id, content.vectors);
          insertThumbnail.run(id, content.thumbnail);
        }
        const id = sha256 === null ? null : Number(idOf.get(sha256)?.id);
        insertFile.run(file.path, id, file.size, file.modified, file.problem, file.identity ?? null);
      }
    });
  }

  removeFiles(paths: string[]): void {
    const remove = this.#database.prepare('delete from file where path = ?');
    transaction(this.#database, () => {
      for (const path of paths) remove.run(path);
    });
  }

  /** The contents that some file holds and this model has a vector of, and every video, in the order of their hashes. */
  contents(): ContentRow[] {
    return this.#database
      .prepare(
        `select ${contentColumns} from content where id in (select content from file)
         and (duration is not null or id in (select content from vector where model = ?)) order by sha256`,
      )
      .all(this.#model)
      .map(toContent);
  }

  /** The ids of videos and of damaged photos: of those nothing is measured. */
  notSeenWhole(): Set<number> {
    const rows = this.#database.prepare('select id from content where duration is not null or damaged').all();
    return new Set(rows.map(({ id }) => Number(id)));
  }

  content(id: number): ContentRow {
    return toContent(this.#database.prepare(`select ${contentColumns} from content where id = ?`).get(id) ?? {});
  }

  contentOf(sha256: string): ContentRow | undefined {
    const row = this.#database.prepare(`select ${contentColumns} from content where sha256 = ?`).get(sha256);
    return row === undefined ? undefined : toContent(row);
  }

  contentAt(path: string): ContentRow | undefined {
    const row = this.#database
      .prepare(`select ${contentColumns} from content where id = (select content from file where path = ?)`)
      .get(path);
    return row === undefined ? undefined : toContent(row);
  }

  /** Contents that some file holds and whose metadata nobody has counted, as a library made before it was done has them. */
  uncounted(): string[] {
    return this.#database
      .prepare('select sha256 from content where facts is null and id in (select content from file) order by sha256')
      .all()
      .map((row) => String(row.sha256));
  }

  saveCounted(sha256: string, counted: CountedFacts): void {
    const { facts, quality, takenAt, placed, subsecond, exposureBias } = counted;
    this.#database
      .prepare(
        `update content set facts = ?, quality = ?, taken_at = ?, placed = ?, subsecond = ?, exposure_bias = ?
         where sha256 = ?`,
      )
      .run(facts, quality, takenAt, placed === null ? null : Number(placed), subsecond, exposureBias, sha256);
  }

  /** The next scan reads these files again, whatever their size and time say. */
  setUnread(paths: readonly string[]): void {
    const update = this.#database.prepare('update file set modified = -1 where path = ?');
    for (const path of paths) update.run(path);
  }

  /** Takes over which files unchanged ones are: drives are numbered anew when they come back. */
  setIdentities(files: readonly Pick<FileRow, 'path' | 'identity'>[]): void {
    const update = this.#database.prepare('update file set identity = ? where path = ?');
    transaction(this.#database, () => {
      for (const { path, identity } of files) update.run(identity, path);
    });
  }

  /** The files that hold a content, in the order of their paths. */
  filesOf(sha256: string): Pick<FileRow, 'path' | 'identity'>[] {
    return this.#database
      .prepare(
        'select path, identity from file where content = (select id from content where sha256 = ?) order by path',
      )
      .all(sha256)
      .map((row) => ({ path: String(row.path), identity: row.identity === null ? null : String(row.identity) }));
  }

  pathsOf(sha256: string): string[] {
    return this.filesOf(sha256).map(({ path }) => path);
  }

  /** The sketches of every content that some file holds, by content. */
  sketches(): Map<number, SketchedContent> {
    const rows = this.#database
      .prepare(
        'select id, sketch, width, height, orientation, duration from content where id in (select content from file)',
      )
      .iterate();
    const sketches = new Map<number, SketchedContent>();
    for (const { id, sketch, width, height, orientation, duration } of rows)
      sketches.set(Number(id), {
        sketch: sketch as Uint8Array,
        width: Number(width),
        height: Number(height),
        orientation: Number(orientation),
        duration: duration === null ? null : Number(duration),
      });
    return sketches;
  }

  thumbnail(sha256: string): Uint8Array | undefined {
    return this.#database
      .prepare('select image from thumbnail where content = (select id from content where sha256 = ?)')
      .get(sha256)?.image as Uint8Array | undefined;
  }
}
