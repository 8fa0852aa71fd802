import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readJudgements, writeJudgements } from '../../../app/store/judgements-file.ts';
import type { Judgement } from '../../../app/store/judgements.ts';
import type { Store } from '../../../app/store/store.ts';
import { temporaryFolder } from '../../photos.ts';
import { hashOf, open, saveFiles } from './opened.ts';

const root = temporaryFolder();
const [a, b, c] = ['a', 'b', 'c'].map(hashOf) as [string, string, string];
const [monday, tuesday] = ['2026-01-05T08:00:00.000Z', '2026-01-06T08:00:00.000Z'];
let directory: string;
let store: Store;
let count = 0;

beforeEach(() => {
  directory = join(root, String(count++));
  store = open(directory);
});
afterEach(() => store.close());

describe('judgements', () => {
  test('are one a pair, whichever photo comes first; the last word counts', () => {
    store.judgements.record(b, a, 'same', monday, 'pair');
    expect(store.judgements.all()).toEqual([{ a, b, verdict: 'same', judgedAt: monday, origin: 'pair' }]);
    store.judgements.record(a, b, 'different', tuesday, 'group-split');
    const last = { a, b, verdict: 'different', judgedAt: tuesday, origin: 'group-split' };
    expect(store.judgements.all()).toEqual([last]);
    expect(store.judgements.of(b, a)).toEqual(last);
    expect(store.judgements.of(b, c)).toBeUndefined();
  });

  test('come newest first, a skipped pair among them', () => {
    store.judgements.record(a, b, 'same', monday, 'pair');
    store.judgements.record(a, c, 'skip', tuesday, 'pair');
    expect(store.judgements.all().map(({ verdict }) => verdict)).toEqual(['skip', 'same']);
  });

  test('can be taken back', () => {
    store.judgements.record(a, b, 'same', monday, 'pair');
    store.judgements.forget(b, a);
    expect(store.judgements.all()).toEqual([]);
  });

  test('are about two photos', () => {
    expect(() => store.judgements.record(a, a, 'same', monday, 'pair')).toThrow(RangeError);
  });

  test('outlive the folder, the files, and the library being opened again', () => {
    saveFiles(store, { '/photos/a.jpg': 'a', '/photos/b.jpg': 'b' });
    store.folders.add('/photos');
    store.judgements.record(a, b, 'same', monday, 'pair');
    store.folders.remove('/photos');
    store.close();
    store = open(directory);
    expect(store.judgements.all()).toMatchObject([{ a, b, verdict: 'same' }]);
  });

  test('of an earlier library keep their date, and can be skipped from then on', () => {
    store.close();
    const older = new DatabaseSync(join(directory, 'library.sqlite'));
    older.exec(`
      drop table judgement;
      create table judgement (
        a text not null, b text not null, verdict text not null check (verdict in ('same', 'different')),
        judged_at text not null, origin text not null, primary key (a, b)
      ) without rowid;
      insert into judgement values ('${a}', '${b}', 'different', '${monday}', 'label');
      drop table head;
      alter table file drop column identity;
      drop table passed_over;
      alter table folder drop column volume;
      alter table folder drop column place;
      drop table proof;
      drop table measure;
      drop table local_features;
      drop table mark;
      drop table review;
      drop table lineage;
      alter table content drop column duration; alter table content drop column damaged;
      alter table content drop column placed;
      alter table content add column detail real;
      alter table content drop column subsecond;
      alter table content drop column exposure_bias;
      pragma user_version = 4;`);
    older.close();
    store = open(directory);
    expect(store.judgements.all()).toEqual([{ a, b, verdict: 'different', judgedAt: monday, origin: 'pair' }]);
    store.judgements.record(a, b, 'skip', tuesday, 'pair');
    expect(store.judgements.of(a, b)?.verdict).toBe('skip');
  });
});

describe('judgements from elsewhere', () => {
  const judgement = (first: string, other: string, verdict: Judgement['verdict'], judgedAt: string): Judgement => ({
    a: first,
    b: other,
    verdict,
    judgedAt,
    origin: 'pair',
  });

  test('are added where nothing was said; of two about one pair the newer holds', () => {
    store.judgements.record(a, b, 'same', tuesday, 'pair');
    store.judgements.record(a, c, 'same', monday, 'group-confirmed');
    const theirs = [
      judgement(a, b, 'different', monday),
      judgement(a, c, 'different', tuesday),
      judgement(b, c, 'skip', monday),
    ];
    expect(store.judgements.merge(theirs)).toBe(2);
    expect(store.judgements.of(a, b)).toMatchObject({ verdict: 'same', judgedAt: tuesday });
    expect(store.judgements.of(a, c)).toMatchObject({ verdict: 'different', judgedAt: tuesday, origin: 'pair' });
    expect(store.judgements.of(b, c)).toMatchObject({ verdict: 'skip' });
    expect(store.judgements.merge(theirs)).toBe(0);
  });

  test('go through a file and back without loss', () => {
    store.judgements.record(a, b, 'same', monday, 'keeper-applied');
    store.judgements.record(b, c, 'different', tuesday, 'undo');
    store.judgements.record(a, c, 'skip', tuesday, 'pair');
    const before = store.judgements.all();
    const other = open(join(root, `${count++}`));
    expect(other.judgements.merge(readJudgements(writeJudgements(before)))).toBe(3);
    expect(other.judgements.all()).toEqual(before);
    other.close();
    expect(readJudgements(writeJudgements([]))).toEqual([]);
  });

  test('are read whatever their order and time zone', () => {
    const text = writeJudgements([judgement(b, a, 'same', '2026-01-05T09:30:00+01:30')]);
    expect(readJudgements(text)).toEqual([judgement(a, b, 'same', monday)]);
  });

  test.each([
    ['no JSON at all', 'is no JSON'],
    ['{"judgements": []}', 'is no export of judgements from Twinlens'],
    [writeJudgements([]).replace('"version": 1', '"version": 2'), /newer Twinlens: update Twinlens/],
    [writeJudgements([]).replace('judgements":', 'judgement":'), 'it has no judgements'],
    [
      writeJudgements([judgement(a, b, 'same', monday), judgement(a, 'c', 'same', monday)]),
      /its judgement 2 is not in order \(b: a content hash/,
    ],
    [writeJudgements([judgement(a, b, 'same', 'yesterday')]), /its judgement 1 is not in order \(judgedAt/],
    [writeJudgements([judgement(a, b, 'same', monday)]).replace('same', 'maybe'), /its judgement 1 is not in order/],
    [writeJudgements([judgement(a, a, 'same', monday)]), 'its judgement 1 is about one photo only'],
  ])('are refused with a sentence: %s', (text, sentence) => {
    expect(() => readJudgements(text)).toThrow(sentence);
  });
});
