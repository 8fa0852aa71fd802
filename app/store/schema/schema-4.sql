-- From an earlier version, which kept nothing that the keeper rules need: the next scan reads it from the files.

alter table content add column facts integer;
alter table content add column quality integer;
alter table content add column detail real;

create table companion (
  path text primary key,
  photo text not null,
  size integer not null
) without rowid;
create index companion_photo on companion (photo);

create table chosen_keeper (
  choice integer primary key autoincrement,
  sha256 text not null unique,
  path text not null
);
