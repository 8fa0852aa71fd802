import { expect, test } from 'vitest';
import { kinds, type Job } from '../../app/contract/contract.ts';
import { endWords, spokenProgress } from '../../renderer/words/jobs.ts';
import { kindOrder, kindWords } from '../../renderer/words/kinds.ts';
import { counted, duration, size, videoWords } from '../../renderer/words/numbers.ts';
import { leastRight, auditWords, changeWords } from '../../renderer/words/head-changes.ts';
import { shareWords, sideWords } from '../../renderer/words/folder-pairs.ts';
import { baseName, shortFolder, tellingNames } from '../../renderer/words/paths.ts';
import { thresholdWords } from '../../renderer/words/threshold.ts';

const job: Job = {
  id: 1,
  name: 'scan',
  state: 'running',
  phase: 'reading',
  done: 0,
  total: 100,
  rate: 10,
  secondsLeft: 10,
  folders: ['/photos'],
  report: null,
  outcome: null,
  lesson: null,
  check: null,
  error: null,
};

test('every kind has words, in the order of the contract', () => {
  expect(kindOrder).toEqual([...kinds]);
  for (const kind of kinds) expect(kindWords[kind].reason).not.toBe('');
});

test('sizes are decimal, as in file managers', () => {
  expect([0, 1, 999, 1000, 1_234_567, 123_456_789, 1_200_000_000, 5e15].map(size)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '1.2 MB',
    '123 MB',
    '1.2 GB',
    '5000 TB',
  ]);
});

test('counts agree with their noun', () => {
  expect([counted(0, 'photo'), counted(1, 'photo'), counted(12_804, 'photo')]).toEqual([
    '0 photos',
    '1 photo',
    '12,804 photos',
  ]);
});

test('times left are rough', () => {
  expect([0.2, 14, 59, 61, 3599, 3600, 7500].map(duration)).toEqual([
    'a few seconds',
    '20 s',
    '60 s',
    '1 min',
    '60 min',
    '1 h 0 min',
    '2 h 5 min',
  ]);
});

test('paths of every system are shortened', () => {
  expect(baseName('/home/ada/Pictures')).toBe('Pictures');
  expect(baseName('/home/ada/Pictures/')).toBe('Pictures');
  expect(baseName('C:\\Users\\Ada\\a.jpg')).toBe('a.jpg');
  expect(baseName('/')).toBe('/');
  expect(shortFolder('/home/ada/Pictures/2019/a.jpg')).toBe('Pictures/2019');
  expect(shortFolder('D:\\a.jpg')).toBe('D:');
});

test('a threshold is described by how far it lies from the default of the model', () => {
  expect(thresholdWords(0, 0.6).name).toBe('Copies only');
  expect(thresholdWords(0.6, 0.6).name).toBe('Balanced');
  expect(thresholdWords(0.3, 0.3).name).toBe('Balanced');
  expect(thresholdWords(0.6, 0.3).name).toBe('Very loose');
  const names = Array.from({ length: 101 }, (_, step) => thresholdWords(step / 100, 0.6).name);
  expect([...new Set(names)]).toEqual(['Copies only', 'Very strict', 'Strict', 'Balanced', 'Loose', 'Very loose']);
});

test('a screen reader hears quarters, not photos', () => {
  const spoken = Array.from({ length: 101 }, (_, done) => spokenProgress({ ...job, done }));
  expect(new Set(spoken).size).toBe(5);
  expect(spokenProgress({ ...job, phase: 'looking', done: 50, total: 0 })).toBe('Looking for photos');
  expect(spokenProgress({ ...job, state: 'paused' })).toBe('Paused');
});

test('the end of a job is a sentence', () => {
  const report = {
    photos: 120,
    new: 3,
    changed: 0,
    unchanged: 116,
    removed: 1,
    unreadable: [],
    passedOver: [],
    videos: { taken: 0, byBytes: 0, canBeSeen: true },
    groups: 4,
    seconds: 2,
    work: { filesRead: 3, bytesRead: 3, decoded: 3, embedded: 3 },
    interrupted: false,
  };
  expect(endWords({ ...job, state: 'done', report })).toBe(
    'Up to date: 120 photos looked at in a few seconds, 3 new, 1 gone.',
  );
  const videos = { taken: 3, byBytes: 1, canBeSeen: false };
  expect(endWords({ ...job, state: 'done', report: { ...report, videos } })).toMatch(
    /1 gone\. Of 1 video only identical files are found: install ffmpeg, and scan again\.$/,
  );
  expect(endWords({ ...job, state: 'done', report: { ...report, new: 0, removed: 0 } })).toContain('nothing new');
  expect(endWords({ ...job, state: 'failed', error: 'The disk is full.' })).toBe('The disk is full.');
  expect(endWords({ ...job, state: 'cancelled' })).toContain('goes on from there');
});

test('two folders are named by what tells them apart; of one that holds the other only the rest is meant', () => {
  expect(tellingNames('/home/ada/Old/2019', '/home/ada/New/2019')).toEqual(['Old/2019', 'New/2019']);
  expect(tellingNames('/ada/Phone', '/ada/Phone/Old')).toEqual(['the rest of Phone', 'Phone/Old']);
  expect(tellingNames('/ada/Phone/Old', '/ada/Phone')).toEqual(['Phone/Old', 'the rest of Phone']);
  expect(tellingNames('/a/b/c/d/e', '/x')).toEqual(['a/…/e', 'x']);
  expect(tellingNames('C:\\Pictures', 'D:\\')).toEqual(['C:/Pictures', 'D:']);
});

test('a share is never rounded to all or to nothing', () => {
  expect(shareWords({ photos: 10_000, copies: 9999 })).toBe('99 %');
  expect(shareWords({ photos: 10_000, copies: 1 })).toBe('1 %');
  expect(shareWords({ photos: 3, copies: 3 })).toBe('All');
  const side = { path: '/a', photos: 10, copies: 6, sparable: 5, sparableBytes: 2_000_000 };
  expect(sideWords(side)).toBe('5 copies could go, 2.0 MB · 1 stays: it is better, or protected · 4 photos only here');
});

test('what a version would change is said, and how much of it is right at least', () => {
  const none = { groups: 0, pairs: 0 };
  expect(changeWords({ joined: none, parted: none })).toBe('It would change no group as they are now.');
  expect(changeWords({ joined: { groups: 2, pairs: 5 }, parted: { groups: 1, pairs: 1 } })).toBe(
    'It would make 2 groups of photos that are not together now and part 1 group.',
  );
  // Wilson (1927), one-sided 95 %: n / (n + z²) where all are right.
  for (const looked of [1, 8, 16]) expect(leastRight(looked, looked)).toBeCloseTo(looked / (looked + 1.645 ** 2), 10);
  expect(leastRight(8, 0)).toBe(0);
  expect(leastRight(10, 5)).toBeCloseTo(0.2693, 3);
  expect(auditWords(8, 8)).toBe(
    '8 looked at, all as you mean them. So at least 74 of 100 changes are as you mean them, with 95 % certainty.',
  );
});

test('a video says how long it is, where that is known', () => {
  expect([0, 6.4, 95, 3723].map(videoWords)).toEqual(['Video', 'Video 0:06', 'Video 1:35', 'Video 1:02:03']);
});
