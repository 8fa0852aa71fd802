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
  role text not null check (role in ('photo', 'companion', 'manifest')),
  group_number integer not null,          -- of the export's folders, from 1; 0 for none
  place integer not null,                 -- of its photo in that group, from 1; 0 for none
  keep integer not null,
  source text not null,
  target text,                            -- chosen when its turn comes
  trash_info text,                        -- the note that a system's trash keeps beside it
  sha256 text,
  bytes integer not null,
  modified integer not null,              -- microseconds since 1970
  copying integer not null default 0,     -- 1 from the moment that more than one copy of it can be there
  -- moving and restoring: in work, or cut off. skipped: left where it was, for a reason.
  state text not null check (state in ('planned', 'moving', 'moved', 'skipped', 'restoring', 'restored')),
  reason text,
  primary key (operation, position)
) without rowid;
create index operation_file_unit on operation_file (operation, unit);
