import { expect, test } from 'vitest';
import {
  bulkSpares as contractsBulkSpares,
  type ActionReport,
  type Job,
  type Operation,
} from '../../app/contract/contract.ts';
import { confirmWords, operationNotes, operationWords, outcomeWords, planWords } from '../../renderer/words/actions.ts';
import { dayWords } from '../../renderer/words/dates.ts';
import { endWords, spokenProgress } from '../../renderer/words/jobs.ts';
import { bulkSpares } from '../../renderer/words/kinds.ts';
import { isWholePath, pathInside } from '../../renderer/words/paths.ts';

const outcome: ActionReport = {
  operation: 3,
  files: 12,
  bytes: 34e6,
  groups: 0,
  merged: 0,
  skipped: [],
  interrupted: false,
};
const operation: Operation = {
  operation: 3,
  name: 'apply',
  mode: 'move',
  to: 'trash',
  startedAt: '2026-11-23T21:00:00.000Z',
  files: 12,
  bytes: 34e6,
  restored: 0,
  emptied: 0,
  merged: 0,
  skipped: 0,
  unsettled: 0,
  finished: true,
  undone: false,
};

test('the kinds that may go in bulk are those of the contract', () => {
  expect([...bulkSpares]).toEqual(contractsBulkSpares);
});

test('an outcome is told with what stayed and whether it was stopped', () => {
  const skipped = [{ path: '/a', reason: 'is protected' }];
  expect(outcomeWords('apply', outcome)).toBe('12 files moved, 34.0 MB.');
  expect(outcomeWords('apply', { ...outcome, files: 1, skipped, interrupted: true })).toBe(
    '1 file moved, 34.0 MB. 1 file stayed where it is. It was stopped before its end.',
  );
  expect(outcomeWords('export', { ...outcome, groups: 4, skipped: [...skipped, ...skipped] })).toBe(
    '12 files exported into 4 folders. 2 files stayed where they are.',
  );
  expect(outcomeWords('undo', outcome)).toBe('12 files are as they were before.');
  expect(outcomeWords('apply', { ...outcome, merged: 1 })).toBe('12 files moved, 34.0 MB. 1 keeper got more details.');
  expect(outcomeWords('undo', { ...outcome, merged: 2 })).toContain('2 keepers have their own details back.');
});

test('an action that ended is not taken for a scan', () => {
  const job = { name: 'apply', state: 'cancelled', phase: 'looking', outcome: null, error: null } as Job;
  expect(endWords(job)).toBe('It was cancelled before it began. Nothing was moved.');
  expect(endWords({ ...job, outcome: { ...outcome, interrupted: true } })).toContain('stopped before its end');
  expect(spokenProgress({ ...job, name: 'export', state: 'running', phase: 'moving', done: 1, total: 2 })).toBe(
    'Exporting photos: 50 percent',
  );
});

test('an operation of the history is told by what it did, and what has become of that', () => {
  expect(operationWords(operation)).toBe('12 files moved to the trash');
  expect(operationWords({ ...operation, to: '/away' })).toBe('12 files moved to a folder');
  expect(operationWords({ ...operation, name: 'export', mode: 'copy', to: '/away' })).toBe('12 files copied');
  expect(operationNotes(operation)).toEqual([]);
  const partly = { ...operation, files: 7, restored: 3, emptied: 2, skipped: 1, unsettled: 4, finished: false };
  expect(operationWords(partly)).toBe('12 files moved to the trash');
  expect(operationNotes(partly)).toEqual([
    '3 of them undone',
    '2 of them deleted for good',
    '4 files on a drive that is away',
    '1 file stayed where it is',
    'Stopped before its end',
  ]);
  expect(operationNotes({ ...operation, files: 0, restored: 12, undone: true, finished: false })).toEqual(['Undone']);
});

test('what is confirmed is named by number and place', () => {
  expect(confirmWords(1, 'trash')).toBe('Move 1 photo to the trash');
  expect(confirmWords(1234, 'folder')).toBe('Move 1,234 photos to the folder');
  expect(confirmWords(0, 'trash')).toBe('Nothing to move');
  expect(planWords(24, 18, 0, 14.5e6)).toBe('24 photos of 18 groups, 14.5 MB');
  expect(planWords(1, 1, 1, 500)).toBe('1 photo of 1 group with 1 companion, 500 bytes');
});

test('paths of every system are told from names, and joined in their own way', () => {
  expect(['/a', 'C:\\a', 'c:/a', '\\\\server\\a', 'a', '~/a', './a', ''].filter(isWholePath)).toEqual([
    '/a',
    'C:\\a',
    'c:/a',
    '\\\\server\\a',
  ]);
  expect(pathInside('/home/ada', 'x')).toBe('/home/ada/x');
  expect(pathInside('/', 'x')).toBe('/x');
  expect(pathInside('D:\\', 'x')).toBe('D:\\x');
});

test('a day is named as folders are', () => {
  expect(dayWords(new Date(2026, 0, 5))).toBe('2026-01-05');
});
