import { describe, expect, test } from 'vitest';
import type { KeeperCandidate, MeasuredPicture } from '../../../../app/grouping/keeper/keeper-candidate.ts';
import { chooseKeeper } from '../../../../app/grouping/keeper/choose-keeper.ts';
import { plainRules, type KeeperRule } from '../../../../app/grouping/keeper/keeper-rules.ts';
import { random } from '../random.ts';

const measured: MeasuredPicture = {
  detailAcross: 0.9,
  detailDown: 0.9,
  worstQuality: 80,
  isColoured: true,
  isThinned: false,
  cutOff: 0,
  range: 200,
};

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
  depth: 'uchar',
  camera: null,
  measured,
  isMade: false,
  isDamaged: false,
  isPoorer: false,
  hasRestOfShot: false,
  protection: null,
  offline: false,
};

const other = (difference: Partial<KeeperCandidate>): KeeperCandidate => ({ ...photo, sha256: 'c', ...difference });
const seen = (difference: Partial<MeasuredPicture>): MeasuredPicture => ({ ...measured, ...difference });

/** Worse by every rule but those that `better` names. */
const worst: Partial<KeeperCandidate> = {
  path: '/photos/longer/z.jpg',
  bytes: 4000,
  modified: 2000,
  facts: 1,
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
    [
      'is the least compressed, whatever its container',
      { ...worst, format: 'webp', measured: seen({ worstQuality: 81 }) },
      'the least compressed, as JPEG quality 81',
    ],
    ['lost nothing', { ...worst, format: 'png', measured: seen({ worstQuality: null }) }, 'stored without loss'],
    ['has more bits', { ...worst, depth: 'ushort' }, 'with more than 8 bits a colour'],
    ['is the camera’s', { ...worst, camera: 'Canon', takenAt: '2020-05-17T10:11:12' }, 'as the camera recorded it'],
    ['knows its date', { ...worst, takenAt: '2020-05-17T10:11:12' }, 'the one with the date it was taken, 2020-05-17'],
    ['is in the original format', { ...worst, format: 'heic' }, 'the original format, HEIC'],
    ['says most about itself', { ...worst, facts: 6 }, 'the one with the most details, 6 entries of metadata'],
    ['lies in a protected folder', { ...worst, facts: 5, protection: 'protected' }, 'in a protected folder'],
    ['is the largest file', { ...worst, facts: 5, bytes: 5001 }, 'the largest file'],
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

  // Each beside a photo that is worse, though it looks better by its size or its container.
  test.each<[string, Partial<KeeperCandidate>, Partial<KeeperCandidate>, string]>([
    [
      'the original, not the copy that a messenger made smaller',
      { width: 4032, height: 3024, modified: 9000 },
      { width: 1600, height: 1200, modified: 1, measured: seen({ worstQuality: 95 }) },
      'the largest picture, 4032 × 3024',
    ],
    [
      'the small one, not the one that was made of it by enlarging',
      {},
      { width: 1200, height: 900, measured: seen({ detailAcross: 0.22, detailDown: 0.22 }), facts: 60 },
      'the picture with the most detail, 400 × 300',
    ],
    [
      'the camera’s own, not pixels that were made up',
      { camera: 'Canon', takenAt: '2020-05-17T10:11:12' },
      { width: 1200, height: 900, measured: seen({ detailAcross: 0.4, detailDown: 0.4 }) },
      'as the camera recorded it',
    ],
    [
      'not the one that was stretched',
      {},
      { width: 560, measured: seen({ detailAcross: 0.49 }) },
      'the picture with the most detail, 400 × 300',
    ],
    [
      'not the PNG of a bad JPEG',
      {},
      { format: 'png', bytes: 90_000, measured: seen({ worstQuality: 25 }) },
      'the least compressed, as JPEG quality 80',
    ],
    [
      'the photo, not its GIF of 64 colours',
      {},
      { format: 'gif', measured: seen({ worstQuality: null, isThinned: true }) },
      'with all of its colours',
    ],
    ['the one in colour', {}, { measured: seen({ isColoured: false, worstQuality: null }) }, 'in colour'],
    [
      'the one whose light is not cut off',
      {},
      { measured: seen({ cutOff: 0.3, range: 255, worstQuality: 95 }) },
      'with the fullest range of light',
    ],
    [
      'the picture, not the larger one that was made of it',
      {},
      { isMade: true, width: 800, height: 1600 },
      'the picture from which the other was made',
    ],
    ['the whole file', {}, { isPoorer: true, width: 800 }, 'the whole file, with all that is behind its first picture'],
  ])('is %s', (_, better, worse, reason) => {
    const [wanted, unwanted] = [other({ ...better, path: '/z' }), other({ sha256: 'd', ...worse, path: '/a' })];
    expect(keeperOf([unwanted, wanted])).toEqual({ keeper: wanted, reason });
  });

  test('has a sentence for every rule that told it from others', () => {
    const small = other({ path: '/s', width: 40 });
    const told = other({ path: '/d', facts: 9 });
    expect(keeperOf([photo, small, told]).reason).toBe(
      'the largest picture, 400 × 300; of those the one with the most details, 9 entries of metadata',
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

/** Photos that differ in everything the rules look at. */
function anyPhotos(count: number, next: () => number): KeeperCandidate[] {
  const some = <One>(...values: One[]) => values[Math.floor(next() * values.length)]!;
  return Array.from({ length: count }, (_, at) =>
    other({
      path: `/${some('a', 'b')}/${at}.jpg`,
      sha256: String(at),
      width: some(300, 400, 800),
      bytes: some(4000, 5000),
      facts: some(null, 5),
      format: some('jpeg', 'png', 'webp'),
      depth: some('uchar', 'ushort'),
      camera: some(null, 'Canon'),
      takenAt: some(null, '2020-05-17T10:11:12'),
      protection: some(null, null, 'protected' as const),
      isMade: some(false, false, true),
      isPoorer: some(false, false, true),
      measured: some(
        null,
        seen({
          detailAcross: next(),
          detailDown: next(),
          worstQuality: some(null, 8, 30, 80, 95),
          isColoured: some(true, true, false),
          isThinned: some(false, false, true),
          cutOff: next() / 3,
          range: 1 + Math.floor(next() * 255),
        }),
      ),
    }),
  );
}

const anyOrder = (next: () => number) => plainRules.filter(() => next() < 0.15).map((rule) => ({ rule }));

test('the same photos give the same order, whatever order they came in', () => {
  const next = random(7);
  for (let round = 0; round < 200; round++) {
    const [photos, order] = [anyPhotos(6, next), anyOrder(next)];
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

test('two photos stand as they do without a third one', () => {
  const next = random(8);
  for (let round = 0; round < 3000; round++) {
    const [photos, order] = [anyPhotos(3, next), anyOrder(next)];
    const ranked = chooseKeeper(photos, order, []).photos;
    for (const [better, worse] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const) {
      // prettier-ignore
      const pair = [ranked[worse]!, ranked[better]!];
      expect(chooseKeeper(pair, order, []).photos).toEqual([ranked[better], ranked[worse]]);
    }
  }
});
