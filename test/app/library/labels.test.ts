import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLibrary, type Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { groupsOf, groupWith, scan } from '../scanning.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
let library: Library;

const at = (name: string) => join(folder, name);
const label = (a: string, b: string, verdict: 'same' | 'different') =>
  library.call('label', { a: at(a), b: at(b), verdict });

/** Whether two photos share a group, at the default threshold and at any other. */
async function together(a: string, b: string): Promise<boolean> {
  const answers = [];
  for (const threshold of [undefined, 0, 1])
    answers.push(
      groupWith(await groupsOf(library, threshold), at(a))?.photos.some(({ path }) => path === at(b)) ?? false,
    );
  expect(new Set(answers).size).toBe(1);
  return answers[0]!;
}

beforeAll(async () => {
  await writeFiles(folder, {
    'sea.jpg': await jpeg(1),
    'sea again.jpg': await jpeg(1, { quality: 40 }),
    'hill.jpg': await jpeg(2),
    'town.jpg': await jpeg(3),
    'copy of town.jpg': await jpeg(3),
  });
  library = await openLibrary({ directory: join(root, 'library') });
  await scan(library, folder);
});

afterAll(() => library.close());

describe('what a person says of two photos', () => {
  test('parts verified copies and joins strangers, at every threshold', async () => {
    expect(await together('sea.jpg', 'sea again.jpg')).toBe(true);
    expect(await label('sea.jpg', 'sea again.jpg', 'different')).toMatchObject({ verdict: 'different', judgements: 1 });
    expect(await together('sea.jpg', 'sea again.jpg')).toBe(false);
    expect(await label('hill.jpg', 'sea.jpg', 'same')).toMatchObject({ verdict: 'same', judgements: 2 });
    expect(await together('sea.jpg', 'hill.jpg')).toBe(true);
  });

  test('holds for every file of that content', async () => {
    await label('hill.jpg', 'town.jpg', 'same');
    expect(await together('hill.jpg', 'copy of town.jpg')).toBe(true);
  });

  test('outlives renames, rescans and the library being opened again', async () => {
    renameSync(at('sea.jpg'), at('beach.jpg'));
    await scan(library);
    expect(await together('beach.jpg', 'sea again.jpg')).toBe(false);
    expect(await together('beach.jpg', 'hill.jpg')).toBe(true);
    await library.close();
    library = await openLibrary({ directory: join(root, 'library') });
    expect(await together('beach.jpg', 'sea again.jpg')).toBe(false);
    expect(await together('beach.jpg', 'hill.jpg')).toBe(true);
  });

  test('outlives the folder being removed and added again', async () => {
    await library.call('remove-folder', { path: folder });
    await scan(library, folder);
    expect(await together('beach.jpg', 'sea again.jpg')).toBe(false);
    expect(await together('beach.jpg', 'hill.jpg')).toBe(true);
  });

  test('can be said the other way: the last word counts', async () => {
    expect(await label('beach.jpg', 'sea again.jpg', 'same')).toMatchObject({ judgements: 3 });
    expect(await together('beach.jpg', 'sea again.jpg')).toBe(true);
  });

  test('that contradicts itself around a triangle: “different” holds, and of “same” the newest', async () => {
    await library.call('remove-folder', { path: folder });
    const corners = ['first.jpg', 'second.jpg', 'third.jpg'];
    for (const [at, name] of corners.entries()) await writeFiles(folder, { [name]: await jpeg(20 + at) });
    await scan(library, folder);
    await label('first.jpg', 'second.jpg', 'same');
    expect(await together('second.jpg', 'first.jpg')).toBe(true);
    await label('second.jpg', 'third.jpg', 'same');
    expect(await together('first.jpg', 'third.jpg')).toBe(true);
    await label('first.jpg', 'third.jpg', 'different');
    expect(await together('first.jpg', 'third.jpg')).toBe(false);
    expect(await together('second.jpg', 'third.jpg')).toBe(true);
    expect(await together('first.jpg', 'second.jpg')).toBe(false);
    // Said again, the other “same” is the newer one.
    await label('first.jpg', 'second.jpg', 'same');
    expect(await together('first.jpg', 'third.jpg')).toBe(false);
    expect(await together('first.jpg', 'second.jpg')).toBe(true);
    expect(await together('second.jpg', 'third.jpg')).toBe(false);
    // Once the “different” is taken back, all that was said holds again.
    await label('first.jpg', 'third.jpg', 'same');
    for (const [a, b] of [corners, corners.toReversed()]) expect(await together(a!, b!)).toBe(true);
  });

  test('is refused for a photo and its own copy, and for a file that is not there', async () => {
    await expect(label('town.jpg', 'copy of town.jpg', 'different')).rejects.toThrow(/very same content/);
    await expect(label('town.jpg', 'nowhere.jpg', 'same')).rejects.toThrow(
      `The file ${at('nowhere.jpg')} does not exist.`,
    );
  });
});
