-- From an earlier version, which forgot what was marked with the window, and which groups had been looked at.

create table mark (
  path text primary key,
  sha256 text not null
) without rowid;

create table review (
  contents text primary key,        -- JSON, content hashes, ascending
  review text not null check (review in ('reviewed', 'skipped'))
) without rowid;
