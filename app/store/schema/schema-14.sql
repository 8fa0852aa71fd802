-- From an earlier version, which took no videos, and of damaged photos nothing: those are read again.

alter table content add column duration real;
alter table content add column damaged integer not null default 0;

delete from file where problem = 'is damaged or cut short';
