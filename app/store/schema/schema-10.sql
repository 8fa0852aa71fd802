-- From an earlier version, whose vectors had no background, and which saw no photo without its bars. The next scan works
-- both out from what is kept; what was looked at holds, and what is proposed by then is looked at as well.

alter table vector rename to older_vector;
create table vector (
  content integer not null references content (id),
  model text not null,
  view text not null check (view in ('displayed', 'stored', 'trimmed')),
  vector blob not null,             -- float16
  background real,                  -- the mean of its nearest cosines to the encoder's background; null while it is not known
  primary key (content, model, view)
) without rowid;
insert into vector (content, model, view, vector) select content, model, view, vector from older_vector;
drop table older_vector;

update neighbours set looked = null;
