-- From an earlier version, which told a keeper by its container and its size. What is measured now takes other columns.

alter table content drop column detail;
-- Whether it says where it was taken. The next scan reads that, with what is counted.
alter table content add column placed integer;
update content set facts = null;

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
  made text check (made in ('a', 'b')),
  primary key (a, b)
) without rowid;
