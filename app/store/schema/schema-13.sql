-- From an earlier version, which kept no local features and looked for parts of photos among the nearest alone.

create table local_features (
  content integer primary key references content (id),
  words text not null,              -- version of the vocabulary, app/vision/words/vocabulary.ts
  features blob not null,           -- app/vision/words/packed-features.ts
  searched integer not null         -- whether the photo was held against all others
);
