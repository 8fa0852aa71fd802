-- From an earlier version, which passed over what is no photo in silence, and knew folders by their paths alone.

create table passed_over (
  path text primary key,
  reason text not null,             -- completes "The file … "
  size integer not null,
  modified integer not null         -- microseconds since 1970
) without rowid;

alter table folder add column volume text;
alter table folder add column place text;
