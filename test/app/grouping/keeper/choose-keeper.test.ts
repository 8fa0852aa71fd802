import { describe, expect, test } from 'vitest';
import type { KeeperCandidate } from '../../../../app/grouping/keeper/keeper-candidate.ts';
import { chooseKeeper } from '../../../../app/grouping/keeper/choose-keeper.ts';
import { plainRules, type KeeperRule } from '../../../../app/grouping/keeper/keeper-rules.ts';
import { random } from '../random.ts';

const photo: KeeperCandidate = {
  path: '/photos/b.jpg',
  sha256: 'b',
  format: 'jpeg',
  width: 400,
  height: 300,
  bytes: 5000,
  modified: 1000,
  takenAt: null,
  facts: 5,
  quality: 80,
  detail: null,
  hasRestOfShot: false,
  protection: null,
  offline: false,
};

const other = (difference: Partial<KeeperCandidate>): KeeperCandidate => ({ ...photo, sha256: 'c', ...difference });

/** Worse by every rule but the resolution and those that `better` names. */
const worst: Partial<KeeperCandidate> = {
  path: '/photos/longer/z.jpg',
  bytes: 4000,
  modified: 2000,
  facts: 1,
  quality: 60,
  offline: true,
};

const keeperOf = (photos: KeeperCandidate[], order: KeeperRule[] = []) => {
  const forwards = chooseKeeper(photos, order, []);
  expect(chooseKeeper(photos.toReversed(), order, [])).toEqual(forwards);
  return { keeper: forwards.photos[0], reason: forwards.reason };
};

describe('the photo to keep', () => {
  // Each is worse by every later rule of the standing order.
  test.each<[string, Partial<KeeperCandidate>, string]>([
    ['lies in a reference folder', { ...worst, protection: 'reference', width: 40 }, 'in a reference folder'],
    [
      'has its raw file',
      { ...worst, hasRestOfShot: true, width: 40 },
      'the whole shot, with its raw file or its video',
    ],
    ['has the most pixels', { ...worst, width: 401 }, 'the largest picture, 401 × 300'],
    ['is in the original format', { ...worst, format: 'heic', quality: null }, 'the original format, HEIC'],
    [
      'knows its date',
      { ...worst, takenAt: '2020-05-17T10:11:12' },
      'the one that knows when it was taken, 2020-05-17',
    ],
    ['is the least compressed', { ...worst, quality: 81 }, 'the least compressed, JPEG quality 81'],
    ['is stored without loss', { ...worst, format: 'png', quality: null }, 'stored without loss'],
    [
      'says most about itself',
      { ...worst, quality: 80, facts: 6 },
      'the one that says most about itself, 6 entries of metadata',
    ],
    [
      'lies in a protected folder',
      { ...worst, quality: 80, facts: 5, protection: 'protected' },
      'in a protected folder',
    ],
    ['is the largest file', { ...worst, quality: 80, facts: 5, bytes: 5001 }, 'the largest file'],
    ['is the oldest', { modified: 999, path: '/photos/longer/z.jpg' }, 'the oldest file'],
    ['has the shortest path', { path: '/photos/z.jp' }, 'the shortest path'],
    ['has the first path, when all else is equal', { path: '/photos/a.jpg' }, 'the first by its name'],
  ])('%s', (_, better, reason) => {
    const wanted = other(better);
    expect(keeperOf([photo, wanted])).toEqual({ keeper: wanted, reason });
  });

  test('is not a worse one that stays anyway, being protected', () => {
    const small = other({ width: 40, protection: 'protected' });
    expect(keeperOf([small, photo]).keeper).toBe(photo);
    expect(keeperOf([small, photo], [{ rule: 'protected' }]).keeper).toBe(small);
  });

  test('is within reach, where another is no better', () => {
    const away = other({ offline: true, modified: 1, path: '/a' });
    expect(keeperOf([away, photo])).toEqual({ keeper: photo, reason: 'within reach' });
  });

  test('is the original, not the copy that a messenger made smaller and took the date from', () => {
    const original = other({ width: 4032, height: 3024, takenAt: '2020-05-17T10:11:12', modified: 9000, quality: 90 });
    const messenger = other({ width: 1600, height: 1200, modified: 1, path: '/a.jpg', quality: 95 });
    expect(keeperOf([messenger, original]).keeper).toBe(original);
  });

  test('is compared by bytes a pixel with formats whose quality is unknown', () => {
    const webp = other({ format: 'webp', quality: null, bytes: 6000 });
    expect(keeperOf([photo, webp])).toEqual({ keeper: webp, reason: 'the least compressed, 0.05 bytes a pixel' });
  });

  test('has a sentence for every rule that told it from others', () => {
    const small = other({ path: '/s', width: 40 });
    const dated = other({ path: '/d', takenAt: '2020-05-17T10:11:12' });
    expect(keeperOf([photo, small, dated]).reason).toBe(
      'the largest picture, 400 × 300; of those the one that knows when it was taken, 2020-05-17',
    );
  });

  test('is the only one of one', () => {
    expect(keeperOf([photo])).toEqual({ keeper: photo, reason: 'the only one' });
  });
});

describe('the person’s order', () => {
  const small = other({ width: 40, modified: 9999, path: '/best/IMG_1.jpg' });

  test.each<[string, KeeperRule[], string]>([
    ['the newest', [{ rule: 'newest' }], 'the newest file'],
    ['a folder', [{ rule: 'folder', folder: '/best' }], 'in the folder /best'],
    [
      'the first of two folders',
      ['/best', '/photos'].map((folder) => ({ rule: 'folder', folder })),
      'in the folder /best',
    ],
    ['a name', [{ rule: 'name', pattern: 'img_?.*' }], 'named like img_?.*'],
  ])('puts %s before the standing one', (_, order, reason) => {
    expect(keeperOf([photo, small], order)).toEqual({ keeper: small, reason });
    expect(keeperOf([photo, small]).keeper).toBe(photo);
  });

  test('leaves the rest to the standing one', () => {
    expect(keeperOf([photo, small], [{ rule: 'folder', folder: '/nowhere' }]).keeper).toBe(photo);
  });

  test('means a folder, not what begins like it', () => {
    expect(keeperOf([photo, small], [{ rule: 'folder', folder: '/be' }]).keeper).toBe(photo);
    expect(keeperOf([photo, small], [{ rule: 'folder', folder: '/' }]).keeper).toBe(photo);
  });

  test('means a name from its beginning to its end, and every sign in it as it is', () => {
    for (const pattern of ['IMG', 'IMG_1', '*.(jpg|png)', 'IMG_1.?'])
      expect(keeperOf([photo, small], [{ rule: 'name', pattern }]).keeper).toBe(photo);
  });

  test('comes after what the person has already', () => {
    const reference = other({ width: 4, protection: 'reference' });
    expect(keeperOf([photo, small, reference], [{ rule: 'newest' }]).keeper).toBe(reference);
  });
});

describe('a choice', () => {
  const small = other({ width: 40, path: '/small.jpg' });

  test('overrules every rule, by content', () => {
    expect(chooseKeeper([photo, small], [], [{ sha256: 'c', path: '/gone.jpg' }])).toMatchObject({
      photos: [small, photo],
      reason: 'your choice',
      chosen: true,
    });
  });

  test('tells between equal files by the path that was meant', () => {
    const again = { ...small, path: '/small again and longer.jpg' };
    expect(chooseKeeper([photo, small, again], [], [{ sha256: 'c', path: again.path }]).photos[0]).toBe(again);
  });

  test('that came last has the word, and one of another group none', () => {
    const choices = ['elsewhere', 'c', 'b'].map((sha256) => ({ sha256, path: '' }));
    expect(chooseKeeper([photo, small], [], choices).photos[0]).toBe(small);
    expect(chooseKeeper([photo, small], [], choices.slice(0, 1))).toMatchObject({
      chosen: false,
      photos: [photo, small],
    });
  });
});

test('the same photos give the same order, whatever order they came in', () => {
  const next = random(7);
  const some = <One>(...values: One[]) => values[Math.floor(next() * values.length)]!;
  for (let round = 0; round < 200; round++) {
    const photos = Array.from({ length: 6 }, (_, at) =>
      other({
        path: `/${some('a', 'b')}/${at}.jpg`,
        width: some(300, 400),
        bytes: some(4000, 5000),
        facts: some(null, 5),
        format: some('jpeg', 'png', 'webp'),
        quality: some(null, 80, 90),
        detail: some(null, 0.4, 0.9),
        takenAt: some(null, '2020-05-17T10:11:12'),
        protection: some(null, null, 'protected' as const),
      }),
    );
    const order = plainRules.filter(() => next() < 0.3).map((rule) => ({ rule }));
    const shuffled = photos.map((one) => ({ one, at: next() })).sort((a, b) => a.at - b.at);
    expect(
      chooseKeeper(
        shuffled.map(({ one }) => one),
        order,
        [],
      ),
    ).toEqual(chooseKeeper(photos, order, []));
  }
});
