-- From an earlier version, which kept no evidence of which photo was made from which: all are looked at anew.

drop table lineage;

create table lineage (
  a integer not null references content (id),
  b integer not null references content (id),
  version text not null,            -- app/groups/trace-lineage.ts
  evidence real not null,           -- log odds that b was made from a, below 0 that a was made from b
  primary key (a, b)
) without rowid;
