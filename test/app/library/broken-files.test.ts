import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ScanReport } from '../../../app/contract/contract.ts';
import { jpeg, paint, permissionsApply, pngHeader, temporaryFolder, writeFiles, zipArchive } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const good = 100;

const emptyReason = 'is empty';
const noPhoto = 'is not a photo: its content is in no format that Twinlens reads';
const damaged = 'is damaged or cut short';
const partlySeen = `${damaged}: what can be seen of it is in the library`;
const tooLarge = expect.stringMatching(/limit of 268 megapixels$/) as string;

/** Each broken file, and the reason that the report must give for it. */
async function breakFiles(): Promise<Record<string, string>> {
  const whole = {
    jpg: await paint(200).jpeg().toBuffer(),
    png: await paint(201).png().toBuffer(),
    webp: await paint(202).webp().toBuffer(),
    tif: await paint(203).tiff().toBuffer(),
    gif: await paint(204, { width: 320, height: 240 }).gif().toBuffer(),
    avif: await paint(205, { width: 320, height: 240 }).avif({ effort: 1 }).toBuffer(),
  };
  const contents: Record<string, [Uint8Array | string, string]> = {};
  for (const extension of ['jpg', 'png', 'gif', 'webp', 'tiff', 'avif'])
    contents[`empty.${extension}`] = ['', emptyReason];
  for (const [extension, bytes] of Object.entries(whole))
    contents[`cut short.${extension}`] = [
      bytes.subarray(0, bytes.length >> 1),
      extension === 'jpg' || extension === 'png' ? partlySeen : damaged,
    ];
  for (const extension of ['jpg', 'png', 'webp', 'tiff', 'avif'])
    contents[`text.${extension}`] = ['These are only words.', noPhoto];
  contents['archive.jpg'] = [zipArchive, noPhoto];
  contents['page.jpeg'] = ['<!doctype html><title>404</title>', noPhoto];
  contents['zeros.jpg'] = [Buffer.alloc(100_000), noPhoto];
  contents['one byte.png'] = [Buffer.of(0x89), noPhoto];
  contents['header.jpg'] = [whole.jpg.subarray(0, 3), expect.any(String) as string];
  contents['drawing.png'] = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    'is SVG, which is not a photo format that Twinlens reads',
  ];
  contents['bomb.png'] = [pngHeader(60_000, 60_000), tooLarge];
  contents['named as another.jpg'] = [pngHeader(60_000, 60_000), tooLarge];
  await writeFiles(folder, Object.fromEntries(Object.entries(contents).map(([name, [bytes]]) => [name, bytes])));
  const reasons = Object.fromEntries(Object.entries(contents).map(([name, [, reason]]) => [name, reason]));

  mkdirSync(join(folder, 'inner'));
  symlinkSync('gone.jpg', join(folder, 'dangling.jpg'));
  symlinkSync('..', join(folder, 'inner', 'loop'));
  symlinkSync('itself.jpg', join(folder, 'itself.jpg'));
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  writeFileSync(join(folder, 'huge.jpg'), '');
  truncateSync(join(folder, 'huge.jpg'), 1024 ** 3 + 1);
  Object.assign(reasons, {
    'dangling.jpg': 'is a link to something that does not exist',
    'inner/loop': 'is a link loop: it leads back to a folder that holds it',
    'itself.jpg': 'is a link loop: it leads back to itself',
    'pipe.jpg': 'is not a regular file',
    'huge.jpg': 'is larger than 1 GiB',
  });
  if (permissionsApply) {
    await writeFiles(folder, { 'locked.jpg': whole.jpg, 'locked/a.jpg': whole.jpg });
    chmodSync(join(folder, 'locked.jpg'), 0);
    chmodSync(join(folder, 'locked'), 0);
    reasons['locked.jpg'] = reasons.locked = 'may not be read: you have no permission';
  }
  return reasons;
}

describe.skipIf(process.platform === 'win32')('broken files among good ones', () => {
  let reasons: Record<string, string>;
  let first: ScanReport;
  let second: ScanReport;

  beforeAll(async () => {
    for (let seed = 0; seed < good; seed++)
      await writeFiles(folder, { [`good ${seed}.jpg`]: await jpeg(seed, { width: 160, height: 120 }) });
    // What is inside decides, not the name: these are good as well.
    await writeFiles(folder, {
      'png named.jpg': await paint(150, { width: 160, height: 120 }).png().toBuffer(),
      'jpeg named.png': await jpeg(151, { width: 160, height: 120 }),
    });
    reasons = await breakFiles();
    await withLibrary(join(root, 'library'), async (library) => {
      first = await scan(library, folder);
      second = await scan(library);
    });
  });

  test('cost a line each in the report, with the reason, and nothing else', () => {
    expect(Object.fromEntries(first.unreadable.map(({ path, reason }) => [relative(folder, path), reason]))).toEqual(
      reasons,
    );
    expect(Object.keys(reasons).length).toBeGreaterThanOrEqual(30);
    expect(first).toMatchObject({ photos: good + 4, new: good + 4, interrupted: false, removed: 0 });
  });

  test('are named again by the next scan, which reads none of what it has read', () => {
    expect(second.unreadable).toEqual(first.unreadable);
    // Only a file that could not be reached is tried again, and it could not be reached again.
    expect(second).toMatchObject({ photos: good + 4, new: 0, removed: 0, work: { filesRead: 0, decoded: 0 } });
  });
});
