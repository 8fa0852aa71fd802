-- From an earlier version, which had no actions.

create table operation (
  id integer primary key autoincrement,
  name text not null check (name in ('apply', 'export')),
  mode text not null check (mode in ('move', 'copy', 'hardlink', 'symlink')),
  destination text not null,
  token text not null unique,
  started_at text not null,
  state text not null check (state in ('running', 'done', 'stopped', 'undoing'))
);

create table operation_file (
  operation integer not null references operation (id),
  position integer not null,
  unit integer not null,
  role text not null check (role in ('photo', 'companion', 'manifest', 'metadata')),
  group_number integer not null,
  place integer not null,
  keep integer not null,
  source text not null,
  target text,
  trash_info text,
  sha256 text,
  made_sha256 text,
  bytes integer not null,
  modified integer not null,
  copying integer not null default 0,
  state text not null check (
    state in ('planned', 'moving', 'moved', 'skipped', 'restoring', 'restored', 'emptied')
  ),
  reason text,
  primary key (operation, position)
) without rowid;
create index operation_file_unit on operation_file (operation, unit);
