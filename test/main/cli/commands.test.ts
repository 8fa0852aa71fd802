import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Output, ScanReport } from '../../../app/contract/contract.ts';
import { blots, jpeg, paint, temporaryFolder, writeFiles } from '../../photos.ts';
import { json, run, shell } from './command.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const library = join(root, 'library');
const inLibrary = ['--library', library];
const awkward = 'sea, "the" first\nand last 🌊.jpg';

const at = (name: string) => join(folder, name);
const sha256 = (name: string) => hash('sha256', readFileSync(at(name)));

let scanned: ScanReport;

beforeAll(async () => {
  const sea = await paint(1, { width: 640, height: 480 }).jpeg({ quality: 95 }).toBuffer();
  await writeFiles(folder, {
    [awkward]: sea,
    'copy.jpg': sea,
    'small.jpg': await sharp(sea).resize(320).jpeg({ quality: 80 }).toBuffer(),
    'hill.jpg': await jpeg(2),
    'broken.jpg': 'These are only words.',
  });
  scanned = await json('scan', folder, ...inLibrary);
});

describe('scan', () => {
  test('reports what it did, in the shape that is promised', () => {
    expect(scanned).toMatchObject({
      photos: 4,
      new: 4,
      unchanged: 0,
      removed: 0,
      groups: 1,
      seconds: expect.any(Number) as unknown,
    });
    expect(scanned.unreadable).toEqual([
      { path: at('broken.jpg'), reason: 'is not a photo: its content is in no format that Twinlens reads' },
    ]);
  });

  test('of all folders of the library reads nothing again', async () => {
    expect(await json('scan', ...inLibrary)).toMatchObject({
      photos: 4,
      new: 0,
      unchanged: expect.any(Number) as unknown,
      work: { filesRead: 0 },
    });
  });

  test('says in words what it did, and which files it could not read', async () => {
    const { code, stdout } = await run('scan', folder, ...inLibrary);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^4 photos in \d+ s: 0 new, 0 changed, .* unchanged, 0 removed\. 1 groups\./);
    expect(stdout).toContain(`1 could not be read:\n  ${at('broken.jpg')} is not a photo`);
  });
});

describe('groups', () => {
  test('come in the shape that is promised', async () => {
    const { groups } = await json<Output<'groups'>>('groups', ...inLibrary);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]+$/) as unknown, kind: 'resized' });
    const [keeper, ...others] = groups[0]!.photos;
    expect(keeper).toMatchObject({
      sha256: sha256('copy.jpg'),
      width: 640,
      height: 480,
      takenAt: null,
      keep: true,
      distance: 0,
      bytes: readFileSync(at('copy.jpg')).length,
    });
    expect(others.map(({ keep }) => keep)).toEqual([false, false]);
    expect(groups[0]!.photos.map(({ path }) => path).sort()).toEqual(
      [at('copy.jpg'), at(awkward), at('small.jpg')].sort(),
    );
  });

  test('can be chosen by threshold and kind', async () => {
    expect((await json<Output<'groups'>>('groups', '--threshold', '0', ...inLibrary)).threshold).toBe(0);
    expect((await json<Output<'groups'>>('groups', '--kind', 'resized', ...inLibrary)).groups).toHaveLength(1);
    expect((await json<Output<'groups'>>('groups', '--kind', 'identical', ...inLibrary)).groups).toHaveLength(1);
    expect((await json<Output<'groups'>>('groups', '--kind', 'cropped', ...inLibrary)).groups).toHaveLength(0);
  });

  test('are found by words and terms, and come in the order that is asked for', async () => {
    const found = async (...options: string[]) =>
      (await json<Output<'groups'>>('groups', ...options, ...inLibrary)).groups.length;
    expect(await found('--find', 'name:small kind:resized', '--sort', 'room', '--show', 'undecided')).toBe(1);
    expect(await found('--find', 'name:hill')).toBe(0);
    expect((await run('groups', '--find', 'name:hill', ...inLibrary)).stdout).toMatch(
      /^No groups like that; there is 1 group in all\.$/m,
    );
    expect(await found('--place', 'across')).toBe(0);
    const { code, stderr } = await run('groups', '--find', 'before:soon', ...inLibrary);
    expect([code, stderr]).toEqual([1, expect.stringContaining('“soon” is no date')]);
  });

  test('come as comma-separated values that any program can read', async () => {
    const { code, stdout } = await run('groups', '--csv', ...inLibrary);
    expect(code).toBe(0);
    const [header, ...rows] = parseCsv(stdout);
    const cell = (row: string[], name: string) => row[header!.indexOf(name)];
    expect(rows.map((row) => cell(row, 'path')).sort()).toEqual([at('copy.jpg'), at(awkward), at('small.jpg')].sort());
    expect(rows.every((row) => row.length === header!.length && cell(row, 'groupKind') === 'resized')).toBe(true);
    expect(rows.filter((row) => cell(row, 'keep') === 'true')).toHaveLength(1);
  });

  test('come in words, the one to keep first', async () => {
    const { stdout } = await run('groups', ...inLibrary);
    expect(stdout).toMatch(/^Group 1 · identical files; same picture, resized or re-encoded\n {2}keep {2}/);
    expect(stdout).toContain('1 groups of 3 photos');
  });

  test('can be cut off by their reader', async () => {
    for (const form of ['', '--csv', '--json']) {
      const { code, stderr } = await shell(`$TWINLENS groups ${form} --library "${library}" | head -n 0`);
      expect({ code, stderr }, form).toEqual({ code: 0, stderr: '' });
    }
  });
});

describe('compare', () => {
  const compare = (a: string, b: string) => json<Output<'compare'>>('compare', at(a), at(b), ...inLibrary);

  test('tells how two photos relate, in the shape that is promised', async () => {
    expect(await compare('copy.jpg', awkward)).toEqual({
      kind: 'identical',
      same: true,
      distance: 0,
      cosine: 1,
      probability: 1,
      relation: null,
    });
    const resized = await compare('copy.jpg', 'small.jpg');
    expect(resized).toMatchObject({ kind: 'resized', same: true, relation: { turn: 0, mirrored: false, share: 1 } });
    expect(resized.probability).toBeGreaterThan(0.99);
    const strangers = await compare('copy.jpg', 'hill.jpg');
    expect(strangers).toMatchObject({ kind: 'similar', same: false });
    expect(strangers.distance).toBeCloseTo(Math.sqrt(2 - 2 * strangers.cosine), 6);
    expect(strangers.probability).toBeLessThan(0.5);
  });

  test('names a file that cannot be compared', async () => {
    for (const [name, reason] of [
      ['broken.jpg', 'is not a photo'],
      ['nowhere.jpg', 'does not exist'],
    ] as const) {
      const { code, stdout, stderr } = await run('compare', at(name), at('copy.jpg'), '--json', ...inLibrary);
      expect(code).toBe(1);
      expect(stderr).toContain(`twinlens: The file ${at(name)} ${reason}`);
      expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining(at(name)) as unknown });
    }
  });
});

describe('check', () => {
  test('tells which photos of a folder are there already', async () => {
    const asked = join(root, 'asked');
    await writeFiles(asked, {
      'same bytes.jpg': readFileSync(at('hill.jpg')),
      'smaller.jpg': await sharp(at('copy.jpg')).resize(300).jpeg().toBuffer(),
      'larger.png': await sharp(at('hill.jpg')).resize(1600).png().toBuffer(),
      'grey.jpg': await sharp(at('hill.jpg')).grayscale().jpeg().toBuffer(),
      'stranger.jpg': await jpeg(9),
      'broken.jpg': '',
    });
    const { files, unreadable } = await json<Output<'checked'>>('check', asked, ...inLibrary);
    expect(files.map(({ path, have, kind, there }) => [path.slice(asked.length + 1), have, kind, there])).toEqual([
      ['grey.jpg', false, 'edited', 'edited'],
      ['larger.png', false, 'resized', 'lesser'],
      ['same bytes.jpg', true, 'identical', 'copy'],
      ['smaller.jpg', false, 'resized', 'larger'],
      ['stranger.jpg', false, null, null],
    ]);
    expect(files[2]!.match).toBe(at('hill.jpg'));
    expect([at('copy.jpg'), at(awkward), at('small.jpg')]).toContain(files[3]!.match);
    expect(files[4]!.match).toBeNull();
    const { stdout } = await run('check', asked, ...inLibrary);
    expect(stdout).toContain(
      'You have 1 of these 5 photos; 4 are missing (of 1 a larger one is there, of 1 a lesser one is there, of 1 an edited one is there).',
    );
    expect(unreadable).toEqual([{ path: join(asked, 'broken.jpg'), reason: 'is empty' }]);
    expect((await json<Output<'groups'>>('groups', ...inLibrary)).photos).toBe(3);
  });

  test('finds the other copies of a photo that is in the library itself', async () => {
    const { files } = await json<Output<'checked'>>('check', folder, ...inLibrary);
    const small = files.find(({ path }) => path === at('small.jpg'));
    expect(small).toMatchObject({ have: false, kind: 'resized', there: 'larger' });
    expect(files.find(({ path }) => path === at('copy.jpg'))).toMatchObject({ have: true, kind: 'identical' });
  });
});

interface EmbedLine {
  path: string;
  sha256: string;
  vector: number[];
  trimmed: number[] | null;
  background: number;
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

describe('embed', () => {
  test('prints a JSON line for each photo, and names the others on standard error', async () => {
    const { code, stdout, stderr } = await run('embed', folder);
    expect(code).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EmbedLine);
    expect(lines.map(({ path }) => path).sort()).toEqual(
      [at('copy.jpg'), at('hill.jpg'), at(awkward), at('small.jpg')].sort(),
    );
    for (const { path, sha256: hashed, vector, trimmed, background } of lines) {
      expect(hashed).toBe(hash('sha256', readFileSync(path)));
      expect(vector).toHaveLength(256);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 2);
      expect(background).toBeGreaterThan(0);
      expect(background).toBeLessThan(1);
      expect(trimmed === null || trimmed.length === 256).toBe(true);
    }
    expect(stderr).toContain(`${at('broken.jpg')} is not a photo`);
  });

  test('tells what lies within flat bars, by which a screenshot is near to its photo', async () => {
    const pages = join(root, 'pages');
    const photo = await blots(31, { width: 480, height: 360 });
    const input = await photo.png().toBuffer();
    const page = sharp({ create: { width: 480, height: 1000, channels: 3, background: '#ffffff' } });
    await writeFiles(pages, {
      'photo.jpg': await photo.jpeg({ quality: 92 }).toBuffer(),
      'shown.png': await page
        .composite([{ input, left: 0, top: 300 }])
        .png()
        .toBuffer(),
    });
    const { stdout } = await run('embed', pages);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as EmbedLine);
    const [plain, shown] = ['photo.jpg', 'shown.png'].map((name) => lines.find(({ path }) => path.endsWith(name))!);
    expect(plain!.trimmed).toBeNull();
    expect(shown!.trimmed).toHaveLength(256);
    expect(dot(plain!.vector, shown!.trimmed!)).toBeGreaterThan(0.9);
    expect(dot(plain!.vector, shown!.vector)).toBeLessThan(dot(plain!.vector, shown!.trimmed!));
  });

  test('refuses a folder that is not there', async () => {
    expect(await run('embed', at('nowhere'))).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('does not exist') as unknown,
    });
  });
});

describe('label', () => {
  test('notes what two photos are, and the groups follow', async () => {
    const own = join(root, 'labelled');
    await json('scan', folder, '--library', own);
    expect(await json('label', at('copy.jpg'), at('small.jpg'), 'different', '--library', own)).toMatchObject({
      verdict: 'different',
      judgements: 1,
    });
    const { groups } = await json<Output<'groups'>>('groups', '--library', own);
    expect(groups.map(({ kind, photos }) => [kind, photos.length])).toEqual([['identical', 2]]);
  });

  test('refuses two files of the same content', async () => {
    const { code, stderr } = await run('label', at('copy.jpg'), at(awkward), 'same', ...inLibrary);
    expect(code).toBe(1);
    expect(stderr).toContain('very same content');
  });
});

test('nothing in the folder of a person was changed by any of this', () => {
  expect(existsSync(library)).toBe(true);
  expect(hash('sha256', readFileSync(at(awkward)))).toBe(sha256('copy.jpg'));
  expect(readFileSync(at('broken.jpg'), 'utf8')).toBe('These are only words.');
  writeFileSync(join(root, 'done'), '');
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(pattern)) {
    row.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('what is kept and what is left alone', () => {
  const paths = async (...options: string[]) => {
    const { groups } = await json<Output<'groups'>>('groups', ...inLibrary, ...options);
    return groups.map(({ photos }) => photos.map(({ path }) => path));
  };

  test('may be said for one list: rules, folders, patterns and sizes', async () => {
    const [[first]] = (await paths('--keep', 'name:sm*', 'newest')) as [[string]];
    expect(first).toBe(at('small.jpg'));
    expect(await paths('--exclude', 'copy.jpg', 'small.*')).toEqual([]);
    expect(await paths('--minimum-size', '400x400')).toEqual([expect.not.arrayContaining([at('small.jpg')])]);
    expect(await paths('--minimum-size', '1GB')).toEqual([]);
    const { groups, sparableBytes } = await json<Output<'groups'>>('groups', ...inLibrary, '--protect', folder);
    expect(groups[0]!.photos.map(({ protection }) => protection)).toEqual(['protected', 'protected', 'protected']);
    expect(sparableBytes).toBe(0);
    expect(await json('rules', ...inLibrary)).toMatchObject({ keep: [], protect: [], exclude: [] });
  });

  test('is remembered by “rules” and by “scan”, until the list is emptied', async () => {
    await json('rules', '--protect', folder, '--keep', 'newest', ...inLibrary);
    await json('scan', ...inLibrary, '--minimum-size', '1kB', '--reference', folder);
    const { stdout } = await run('rules', ...inLibrary);
    expect(stdout).toBe(
      `Keep first:  newest\nProtected:   ${folder}\nReference:   ${folder}\nLeft out:    none\nSmallest:    0 pixels, 1000 bytes\nVideos:      left alone\n`,
    );
    const words = await run('groups', ...inLibrary);
    expect(words.stdout).toMatch(/kept: the newest file|kept: in a protected folder/);
    await json('rules', ...inLibrary, '--protect', '--keep', '--reference', '--minimum-size', '0');
    expect(await json('rules', ...inLibrary)).toEqual({
      keep: [],
      protect: [],
      reference: [],
      exclude: [],
      minimumPixels: 0,
      minimumBytes: 0,
      videos: false,
    });
    expect(await json('rules', ...inLibrary, '--videos')).toMatchObject({ videos: true });
    expect(await json('scan', ...inLibrary, '--no-videos')).toMatchObject({ videos: { taken: 0 } });
    expect(await json('rules', ...inLibrary)).toMatchObject({ videos: false });
  });

  test('may be overruled for a group, and left to the rules again', async () => {
    await json('keep', at('small.jpg'), ...inLibrary);
    expect((await paths())[0]![0]).toBe(at('small.jpg'));
    expect((await run('groups', ...inLibrary)).stdout).toContain('kept: your choice');
    await json('keep', at('small.jpg'), '--forget', ...inLibrary);
    expect((await paths())[0]![0]).not.toBe(at('small.jpg'));
  });

  test.each([
    ['--keep', 'biggest', 'Rules are whole-file, whole-shot'],
    ['--minimum-size', '5', 'A size is 640x480'],
  ])('is refused with what can be said: %s %s', async (option, value, words) => {
    const { code, stderr } = await run('groups', ...inLibrary, option, value);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test('must be a folder that is there', async () => {
    const { code, stderr } = await run('rules', '--protect', at('nowhere'), ...inLibrary);
    expect([code, stderr]).toEqual([1, `twinlens: The folder ${at('nowhere')} does not exist.\n`]);
  });
});
