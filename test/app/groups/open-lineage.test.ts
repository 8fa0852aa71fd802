/** Which verified pairs are looked at for what was made from what, over a real database. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { join } from 'node:path';
import { OpenLineage } from '../../../app/groups/open-lineage.ts';
import type { Store } from '../../../app/store/store.ts';
import { temporaryFolder } from '../../photos.ts';
import { content, hashOf, open } from '../store/opened.ts';

const version = 'lineage-test';
const root = temporaryFolder();
/** The best picture first. */
const sizes = { large: 4000, middle: 2000, small: 1000, tiny: 500 };
type Name = keyof typeof sizes;
let store: Store;
let count = 0;

beforeEach(() => {
  store = open(join(root, String(count++)));
  store.photos.save(
    Object.entries(sizes).map(([name, side]) => ({
      file: { path: `/photos/${name}.jpg`, size: 1000, modified: 5, problem: null },
      sha256: hashOf(name),
      content: { ...content(name), width: side, height: side },
    })),
  );
});
afterEach(() => store.close());

const id = (name: string) => store.photos.known(hashOf(name)) ?? NaN;
const nameOf = (content: number) => Object.keys(sizes).find((name) => id(name) === content) as Name;
/** All six pairs, those of the smallest first. */
const pairs = () =>
  Object.keys(sizes)
    .toReversed()
    .flatMap((a, at, all) => all.slice(at + 1).map((b) => ({ a: id(a), b: id(b) })));

/** Looks at the pairs one after the other, as a scan does. @param made what was made from what, as it is found. */
function look(made: Partial<Record<Name, Name>>): string[] {
  const lineage = new OpenLineage(store);
  const looked: string[] = [];
  for (const one of lineage.inOrder(pairs(), version)) {
    if (!lineage.isOpen(one)) continue;
    const [a, b] = [nameOf(one.a.content.id), nameOf(one.b.content.id)];
    looked.push([a, b].sort((x, y) => sizes[y] - sizes[x]).join(' '));
    const evidence = made[b] === a ? 20 : made[a] === b ? -20 : 0;
    store.measures.saveLineage({ a: one.a.content.id, b: one.b.content.id, evidence }, version);
    lineage.learn(one, evidence);
  }
  return looked;
}

test('those of the best picture come first; of what was made from it nothing more is asked', () => {
  expect(look({ middle: 'large', small: 'large', tiny: 'large' }).sort()).toEqual([
    'large middle',
    'large small',
    'large tiny',
  ]);
  // A rescan has nothing to do.
  expect(new OpenLineage(store).inOrder(pairs(), version)).toEqual([]);
  expect(look({})).toEqual([]);
});

test('one that nothing tells of is held against all that were made from others', () => {
  expect(look({ middle: 'large', tiny: 'large' }).sort()).toEqual([
    'large middle',
    'large small',
    'large tiny',
    'middle small',
    'small tiny',
  ]);
});

test('what an earlier scan found counts, with its strength: a picture so much better was not made from a worse one', () => {
  const save = (a: string, b: string, evidence: number) => {
    const isInOrder = id(a) < id(b);
    store.measures.saveLineage(
      { a: Math.min(id(a), id(b)), b: Math.max(id(a), id(b)), evidence: isInOrder ? evidence : -evidence },
      version,
    );
  };
  save('large', 'middle', 20);
  save('large', 'tiny', 20);
  // That `small` was made from `tiny`, which has a quarter of its pixels: two doublings outweigh it.
  save('tiny', 'small', 2);
  expect(look({}).sort()).toEqual(['large small', 'middle small']);
});

test('what a person says is another picture explains nothing', () => {
  store.judgements.record(hashOf('large'), hashOf('middle'), 'different', '2020-01-01T00:00:00Z', 'pair');
  expect(look({ middle: 'large', small: 'large', tiny: 'large' })).toContain('middle small');
});
