import { expect, test } from 'vitest';
import { PhotosInView } from '../../../../app/pairs/verifier/photos-in-view.ts';
import { intoSharedMemory } from '../../../../app/pairs/verifier/shared-memory.ts';
import type { PhotoFacts, SeenPhoto } from '../../../../app/pairs/verifier/visible-photo.ts';

const photo = (name: string) =>
  ({ sha256: name, thumbnail: Buffer.from(name) }) as unknown as PhotoFacts & { sha256: string };

/** Sees a photo as its own name. */
function namer() {
  const seen: { name: string; closely: boolean }[] = [];
  const blocks = new Set<unknown>();
  const see = async ({ thumbnail }: PhotoFacts, closely: boolean, block?: SharedArrayBuffer) => {
    await Promise.resolve();
    const name = Buffer.from(thumbnail).toString();
    if (name === 'broken') throw new Error('It cannot be seen.');
    seen.push({ name, closely });
    const made = intoSharedMemory({ pixels: Uint8Array.from(thumbnail) }, block);
    blocks.add(made.pixels.buffer);
    return made as unknown as SeenPhoto;
  };
  return { see, seen, blocks };
}

const namesOf = (photos: readonly SeenPhoto[]) => photos.map(({ pixels }) => Buffer.from(pixels).toString());
const none = new Set<number>();

test('each photo is seen once while it is in view, and again when it is wanted more closely', async () => {
  const { see, seen } = namer();
  const inView = new PhotosInView(see, 2);
  const look = (names: string[], closely = none) =>
    inView.with(names.map(photo), closely, async (photos) => Promise.resolve(namesOf(photos)));
  expect(await Promise.all([look(['a', 'b']), look(['b', 'a'])])).toEqual([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(seen).toHaveLength(2);
  await look(['a'], new Set([0]));
  await look(['a']);
  expect(seen.slice(2)).toEqual([{ name: 'a', closely: true }]);
  // The longest unused goes.
  await look(['c']);
  await look(['a']);
  await look(['b']);
  expect(seen.slice(3).map(({ name }) => name)).toEqual(['c', 'b']);
});

test('the place of a photo is taken by another when it is out of view and nobody looks at it, not before', async () => {
  const { see, blocks } = namer();
  const inView = new PhotosInView(see, 3);
  const held = Promise.withResolvers<undefined>();
  const names: string[] = [];
  const looking = inView.with([photo('held')], none, async (photos) => {
    await held.promise;
    names.push(...namesOf(photos));
  });
  for (let at = 0; at < 40; at++)
    await inView.with([photo(`photo ${at}`)], none, async (photos) => {
      expect(namesOf(photos)).toEqual([`photo ${at}`]);
      return Promise.resolve();
    });
  // Three in view, the one that is held, and the next.
  expect(blocks.size).toBeLessThanOrEqual(5);
  held.resolve(undefined);
  await looking;
  expect(names).toEqual(['held']);
});

test('what is forgotten leaves no memory behind to be used again', async () => {
  const { see, seen, blocks } = namer();
  const inView = new PhotosInView(see, 3);
  const look = (name: string) => inView.with([photo(name)], none, async (photos) => Promise.resolve(namesOf(photos)));
  for (const name of ['a', 'b', 'c', 'd', 'e']) await look(name);
  const before = blocks.size;
  inView.clear();
  expect(await look('e')).toEqual(['e']);
  expect(seen.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'e']);
  expect(blocks.size).toBe(before + 1);
});

test('a photo that could not be seen is tried again, and keeps no other from being given back', async () => {
  const { see, seen } = namer();
  const inView = new PhotosInView(see, 4);
  const both = () => inView.with([photo('good'), photo('broken')], none, async () => Promise.resolve());
  await expect(both()).rejects.toThrow('It cannot be seen.');
  await expect(both()).rejects.toThrow('It cannot be seen.');
  expect(seen).toEqual([{ name: 'good', closely: false }]);
  await inView.with([photo('good')], none, async (photos) => {
    expect(namesOf(photos)).toEqual(['good']);
    return Promise.resolve();
  });
});
