import { describe, expect, test } from 'vitest';
import { selectByRule, type SelectableGroup } from '../../../app/actions/plan/select-by-rule.ts';
import type { SelectionRule } from '../../../app/contract/find-values.ts';

type One = SelectableGroup['photos'][number];

const photo = (path: string, version = 0, changes: Partial<One> = {}): One => ({
  path,
  sha256: path,
  bytes: 10,
  version,
  protection: null,
  offline: false,
  ...changes,
});

/** As the rule's order has them: the first of each version is kept. */
const selected = (rule: Partial<SelectionRule>, photos: One[], marked: string[] = []) => {
  const found = selectByRule([{ photos }], { keep: 'suggested', ...rule }, ({ path }) => marked.includes(path));
  return { paths: found.photos.map(({ path }) => path), groups: found.groups, spared: found.spared };
};
const taken = (...paths: string[]) => ({ paths, groups: paths.length > 0 ? 1 : 0, spared: 0 });
const spared = { paths: [], groups: 0, spared: 1 };

describe('of the photos of each picture', () => {
  test('all go but the first', () => {
    expect(selected({}, [photo('/a'), photo('/b'), photo('/c', 1), photo('/d', 1)])).toEqual(taken('/b', '/d'));
  });

  test('what stands alone stays, unless one of the whole group is kept', () => {
    const photos = [photo('/a'), photo('/b', 1), photo('/c', 2)];
    expect(selected({}, photos)).toEqual(taken());
    expect(selected({ wholeGroups: true }, photos)).toEqual(taken('/b', '/c'));
  });

  test('only those go that are in a folder, or so named', () => {
    const photos = [photo('/x/a.jpg'), photo('/y/IMG-1-WA2.jpg'), photo('/y/b.jpg'), photo('/yy/c.jpg')];
    expect(selected({ folder: '/y' }, photos)).toEqual(taken('/y/IMG-1-WA2.jpg', '/y/b.jpg'));
    expect(selected({ name: 'img-*-wa*' }, photos)).toEqual(taken('/y/IMG-1-WA2.jpg'));
    expect(selected({ folder: '/y', name: 'b.*' }, photos)).toEqual(taken('/y/b.jpg'));
    expect(selected({ folder: '/z' }, photos)).toEqual(taken());
  });

  test('the kept one may be meant as well: then it stays, or goes for another one', () => {
    const photos = [photo('/y/a.jpg'), photo('/x/b.jpg')];
    expect(selected({ folder: '/y' }, photos)).toEqual(spared);
    expect(selected({ folder: '/y', keep: 'other' }, photos)).toEqual(taken('/y/a.jpg'));
  });
});

describe('one photo always stays', () => {
  test('where all are meant', () => {
    expect(selected({ folder: '/y', keep: 'other' }, [photo('/y/a'), photo('/y/b')])).toEqual(spared);
    expect(selected({ folder: '/y' }, [photo('/y/a'), photo('/y/b')])).toEqual(taken('/y/b'));
  });

  test('where the others are marked already', () => {
    expect(selected({}, [photo('/a'), photo('/b')], ['/a'])).toEqual(spared);
    expect(selected({}, [photo('/a'), photo('/b'), photo('/c')], ['/a', '/b'])).toEqual(spared);
    expect(selected({}, [photo('/a'), photo('/b'), photo('/c')], ['/b'])).toEqual(taken('/c'));
  });

  test('and within reach', () => {
    expect(selected({}, [photo('/a', 0, { offline: true }), photo('/b')])).toEqual(spared);
    expect(selected({}, [photo('/a'), photo('/b', 0, { offline: true })])).toEqual(taken('/b'));
  });
});

test('what is protected is never selected, and what is marked not once more', () => {
  const photos = [photo('/a'), photo('/b', 0, { protection: 'reference' }), photo('/c')];
  expect(selected({}, photos)).toEqual(taken('/c'));
  expect(selected({}, photos, ['/c'])).toEqual(taken());
});
