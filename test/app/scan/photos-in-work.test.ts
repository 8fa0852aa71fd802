import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appendFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ScanReport } from '../../../app/contract/contract.ts';
import { PhotosInWork } from '../../../app/scan/photos-in-work.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';

const root = temporaryFolder();
const script = fileURLToPath(new URL('./crashing-scan.ts', import.meta.url));

test('a photo that crashes native code is passed over by name after the second time, and all others are read', async () => {
  const folder = join(root, 'photos');
  const sea = await jpeg(1, { width: 320, height: 240 });
  const poisoned = Buffer.concat([await jpeg(2, { width: 320, height: 240 }), Buffer.from('crashes native code')]);
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, place) => [`${place}.jpg`, sea]));
  await writeFiles(folder, {
    ...files,
    'poisoned.jpg': poisoned,
    'other.jpg': await jpeg(3, { width: 320, height: 240 }),
  });
  const scan = (before: string) =>
    spawnSync(process.execPath, [script, join(root, 'library'), folder, before], { encoding: 'utf8' });

  expect(scan('ended').signal).toBe('SIGABRT');
  expect(scan('crashed').signal).toBe('SIGABRT');
  const third = scan('crashed');
  expect(third.status).toBe(0);
  const report = JSON.parse(third.stdout) as ScanReport;
  expect(report.unreadable).toEqual([
    { path: join(folder, 'poisoned.jpg'), reason: expect.stringMatching(/ended Twinlens/) as string },
  ]);
  expect(report.photos).toBe(31);
  // It is remembered: the next scan does not try it again, whatever the notes say.
  const fourth = scan('ended');
  expect(JSON.parse(fourth.stdout)).toMatchObject({ photos: 31, new: 0, work: { decoded: 0 } });
});

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

test('what was in work when the process ended is suspect, and what was not is not', () => {
  const file = join(root, 'notes.jsonl');
  const first = new PhotosInWork(file, false);
  first.begin(a, '/a.jpg');
  first.begin(b, '/b.jpg');
  first.end(b);
  // The process dies here: nothing is closed.
  const second = new PhotosInWork(file, true);
  expect(['/a.jpg', '/b.jpg'].map((path) => second.isSuspect(path))).toEqual([true, false]);
  expect(second.isPassedOver(a)).toBe(false);
  second.begin(a, '/a.jpg');
  const third = new PhotosInWork(file, true);
  expect(third.isPassedOver(a)).toBe(true);
  // Ended by somebody, it might have been any photo: more ends are needed.
  expect(new PhotosInWork(file, false).isPassedOver(a)).toBe(false);
  for (const notes of [first, second, third]) notes.close();
});

test('a suspect that passes is none any more; one whose turn has not come stays one', () => {
  const file = join(root, 'turns.jsonl');
  const first = new PhotosInWork(file, true);
  first.begin(a, '/a.jpg');
  first.begin(b, '/b.jpg');
  const second = new PhotosInWork(file, true);
  second.begin(a, '/a.jpg');
  second.end(a);
  const third = new PhotosInWork(file, true);
  expect(['/a.jpg', '/b.jpg'].map((path) => third.isSuspect(path))).toEqual([false, true]);
  expect(third.isPassedOver(b)).toBe(false);
});

test('notes that were cut or damaged are as good as none', () => {
  const file = join(root, 'damaged.jsonl');
  writeFileSync(file, '["begin","');
  expect(new PhotosInWork(file, true).isSuspect('/a.jpg')).toBe(false);
  appendFileSync(file, 'null\n7\n{}\n["suspect"]\n');
  expect(new PhotosInWork(file, true).isSuspect('/a.jpg')).toBe(false);
});
