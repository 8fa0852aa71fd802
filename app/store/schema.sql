-- One library. Files point at content; everything that took work or a decision hangs on content, so that it outlives
-- a rename, a move, a rescan and another drive.

create table folder (
  path text primary key,
  online integer not null default 1
) without rowid;

create table content (
  id integer primary key,
  sha256 text not null unique,
  bytes integer not null,
  format text not null,
  width integer not null,           -- as displayed
  height integer not null,
  orientation integer not null,     -- EXIF, 1 to 8
  pages integer not null,
  alpha integer not null,
  depth text not null,
  taken_at text,
  camera text,
  sketch blob not null              -- app/vision/sketch.ts
);

create table file (
  path text primary key,
  content integer references content (id),
  size integer not null,
  modified integer not null,        -- microseconds since 1970
  problem text,                     -- why it could not be read; then content is null
  check ((content is null) <> (problem is null))
) without rowid;
create index file_content on file (content);

create table vector (
  content integer not null references content (id),
  model text not null,
  view text not null check (view in ('displayed', 'stored')),
  vector blob not null,             -- float16
  primary key (content, model, view)
) without rowid;

create table thumbnail (
  content integer primary key references content (id),
  image blob not null               -- JPEG
);

-- The near photos of a photo, nearest first: int32 content and float32 cosine, side by side.
create table neighbours (
  content integer not null references content (id),
  model text not null,
  list blob not null,
  looked text,                      -- the verifier that has looked at all candidates of this list
  primary key (content, model)
) without rowid;

-- What a verifier saw in a pair that it looked at, a < b. Where nothing was verified, kind is null: `similar` at most.
create table look (
  a integer not null references content (id),
  b integer not null references content (id),
  verifier text not null,
  kind text check (kind in ('same-pixels', 'resized', 'edited', 'cropped')),
  relation text,                    -- JSON, app/vision/relation.ts; null with the kind
  primary key (a, b)
) without rowid;

-- By content hash, not by id: a judgement outlives even the content's row. a < b. A skipped pair is not asked about again.
create table judgement (
  a text not null,
  b text not null,
  verdict text not null check (verdict in ('same', 'different', 'skip')),
  judged_at text not null,          -- ISO 8601, UTC
  origin text not null,             -- app/store/judgements.ts
  primary key (a, b)
) without rowid;

create table setting (
  name text primary key,
  value text not null
) without rowid;
