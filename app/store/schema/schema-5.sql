-- From an earlier version, in which a pair could not be skipped, and every judgement was the answer to a pair.

alter table judgement rename to older_judgement;
create table judgement (
  a text not null,
  b text not null,
  verdict text not null check (verdict in ('same', 'different', 'skip')),
  judged_at text not null,
  origin text not null,
  primary key (a, b)
) without rowid;
insert into judgement (a, b, verdict, judged_at, origin)
select a, b, verdict, judged_at, case origin when 'label' then 'pair' else origin end from older_judgement;
drop table older_judgement;

-- What was learned from judgements: version 0 is what ships, and has no row.
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
