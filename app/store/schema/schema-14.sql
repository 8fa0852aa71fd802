-- From an earlier version, which took no videos.

alter table content add column duration real;
