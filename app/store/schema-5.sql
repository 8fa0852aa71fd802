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
