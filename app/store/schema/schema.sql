-- One library. Files point at content; everything that took work or a decision hangs on content, so that it outlives
-- a rename, a move, a rescan and another drive.

create table folder (
  path text primary key,
  online integer not null default 1,
  volume text,                      -- app/files/volumes; null where the system tells no identity
  place text                        -- the folder's path inside its volume; null with the volume
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
  sketch blob not null,             -- app/vision/copies/sketch.ts
  facts integer,                    -- EXIF, XMP and IPTC entries; null while they are not counted
  quality integer,                  -- of a JPEG, 1 to 100; null also where it is not known yet
  subsecond real,                   -- of taken_at, 0 to 1
  exposure_bias real,               -- exposure values
  placed integer,                   -- whether it says where it was taken
  duration real,                    -- app/store/photo-rows.ts; null for a photo
  damaged integer not null default 0 -- whether only a part of it can be seen
);

-- How good a picture really is, whatever its file claims.
create table measure (
  content integer primary key references content (id),
  version text not null,            -- of the measures, app/images/measure/measure-picture.ts
  detail_across real not null,      -- shares of the finest detail that rows and columns could hold
  detail_down real not null,
  worst_quality integer,            -- of the compressions that left traces, 1 to 100
  coloured integer not null,
  thinned integer not null,         -- a photo in the few colours of a palette
  cut_off real not null,            -- share of the samples that are as dark or as bright as can be
  range real not null               -- levels that the others span
);

-- Which of two verified photos was made from the other, a < b; null where it cannot be told.
create table lineage (
  a integer not null references content (id),
  b integer not null references content (id),
  version text not null,            -- app/groups/trace-lineage.ts
  evidence real not null,           -- log odds that b was made from a, below 0 that a was made from b
  primary key (a, b)
) without rowid;

create table file (
  path text primary key,
  content integer references content (id),
  size integer not null,
  modified integer not null,        -- microseconds since 1970
  problem text,                     -- why it could not be read; then content is null
  identity text,                    -- volume and number of the file; names of one file have the same. Null where not known
  check ((content is null) <> (problem is null))
) without rowid;
create index file_content on file (content);

-- Files that belong to a photo (app/files/companion-names.ts), as the last scan saw them.
create table companion (
  path text primary key,
  photo text not null,
  size integer not null             -- bytes
) without rowid;
create index companion_photo on companion (photo);

-- What lies in the folders and is none of the library's photos, as the last scan saw it.
create table passed_over (
  path text primary key,
  reason text not null,             -- completes "The file … "
  size integer not null,
  modified integer not null         -- microseconds since 1970
) without rowid;

create table vector (
  content integer not null references content (id),
  model text not null,
  view text not null check (view in ('displayed', 'stored', 'trimmed')),
  vector blob not null,             -- float16
  background real,                  -- the mean of its nearest cosines to the encoder's background; null while it is not known
  primary key (content, model, view)
) without rowid;

create table thumbnail (
  content integer primary key references content (id),
  image blob not null               -- JPEG
);

-- What a photo is looked up by where it may be a part of another one.
create table local_features (
  content integer primary key references content (id),
  words text not null,              -- version of the vocabulary, app/vision/words/vocabulary.ts
  features blob not null,           -- app/vision/words/packed-features.ts
  searched integer not null         -- whether the photo was held against all others
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
  kind text check (kind in ('same-pixels', 'resized', 'edited', 'cropped', 'burst')),
  relation text,                    -- JSON, app/vision/verify/relation.ts; null with the kind
  primary key (a, b)
) without rowid;

-- What came of proving that a pair which looked like copies are copies, at the finest scale that both have, a < b.
create table proof (
  a integer not null references content (id),
  b integer not null references content (id),
  prover text not null,
  kind text check (kind in ('same-pixels', 'resized', 'edited', 'burst')),  -- null: similar at most
  richer text check (richer in ('a', 'b')),  -- the file of the two that has more behind its first picture
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

-- Keepers that a person chose, by content; the later choice counts more. The path tells between equal files.
create table chosen_keeper (
  choice integer primary key autoincrement,
  sha256 text not null unique,
  path text not null
);

-- Photos that a person marked to go, by path and the content that was seen there.
create table mark (
  path text primary key,
  sha256 text not null
) without rowid;

-- Groups that a person has looked at or put off, by the contents of their photos.
create table review (
  contents text primary key,        -- JSON, content hashes, ascending
  review text not null check (review in ('reviewed', 'skipped'))
) without rowid;

-- The journal of what was done to a person's files. It is written before and after each step, so that whatever happens
-- in between, the next start knows every place where a file can be.

create table operation (
  id integer primary key autoincrement,   -- in the order in which they began, whatever the clock said
  name text not null check (name in ('apply', 'export')),
  mode text not null check (mode in ('move', 'copy', 'hardlink', 'symlink')),
  destination text not null,              -- `trash`, or a folder
  token text not null unique,             -- part of the names of files in work: nobody else's file has it
  started_at text not null,
  -- running and undoing: in work, or cut off. stopped: ended before its last file.
  state text not null check (state in ('running', 'done', 'stopped', 'undoing'))
);

create table operation_file (
  operation integer not null references operation (id),
  position integer not null,
  unit integer not null,                  -- files of one unit go together or not at all
  role text not null check (role in ('photo', 'companion', 'manifest', 'metadata')),
  group_number integer not null,          -- of the export's folders, from 1; 0 for none
  place integer not null,                 -- of its photo in that group, from 1; 0 for none
  keep integer not null,
  source text not null,
  target text,                            -- chosen when its turn comes
  trash_info text,                        -- the note that a system's trash keeps beside it
  sha256 text,                            -- null before its turn, and of a file that was not there
  made_sha256 text,                       -- of the version with more metadata that took its place
  bytes integer not null,
  modified integer not null,              -- microseconds since 1970
  copying integer not null default 0,     -- 1 from the moment that more than one copy of it can be there
  -- moving and restoring: in work, or cut off. skipped: left where it was, for a reason.
  -- emptied: deleted for good, out of a trash of ours.
  state text not null check (
    state in ('planned', 'moving', 'moved', 'skipped', 'restoring', 'restored', 'emptied')
  ),
  reason text,
  primary key (operation, position)
) without rowid;
create index operation_file_unit on operation_file (operation, unit);

create table setting (
  name text primary key,
  value text not null
) without rowid;

-- What was learned from judgements: version 0 is what ships, and has no row. Which is in use is a setting.
create table head (
  version integer primary key,
  model text not null,              -- the encoder whose vectors it takes
  objective text,                   -- null where only the judge learned
  matrix blob,                      -- float32, dimensions × dimensions; null for vectors as they are
  learned_from text not null,       -- JSON, app/store/heads.ts
  judge text not null,              -- JSON, app/learning/judge/judge.ts
  held_out text not null,           -- JSON, app/contract/learning-commands.ts
  learned_at text not null          -- ISO 8601, UTC
);
