-- From an earlier version, which took what its thumbnails showed for copies, and knew no bursts.

alter table look rename to older_look;
create table look (
  a integer not null references content (id),
  b integer not null references content (id),
  verifier text not null,
  kind text check (kind in ('same-pixels', 'resized', 'edited', 'cropped', 'burst')),
  relation text,                    -- JSON, app/vision/verify/relation.ts; null with the kind
  primary key (a, b)
) without rowid;
insert into look (a, b, verifier, kind, relation) select a, b, verifier, kind, relation from older_look;
drop table older_look;

-- What came of proving that a pair which looked like copies are copies, at the finest scale that both have, a < b.
create table proof (
  a integer not null references content (id),
  b integer not null references content (id),
  prover text not null,
  kind text check (kind in ('same-pixels', 'resized', 'edited', 'burst')),  -- null: similar at most
  richer text check (richer in ('a', 'b')),  -- the file of the two that has more behind its first picture
  primary key (a, b)
) without rowid;

alter table content add column subsecond real;
alter table content add column exposure_bias real;
-- The next scan reads them, with what is counted.
update content set facts = null;
