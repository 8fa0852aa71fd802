import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { json as jsonOf, run } from './command.ts';

const root = temporaryFolder();
const folder = join(root, 'photos');
const library = join(root, 'library');
const at = (name: string) => join(folder, name);
const cli = (...args: string[]) => run(...args, '--library', library);
const json = <Result>(...args: string[]) => jsonOf<Result>(...args, '--library', library);

beforeAll(async () => {
  const photos: Record<string, Uint8Array> = {};
  for (let seed = 0; seed < 6; seed++) {
    const photo = await jpeg(seed);
    photos[`${seed}.jpg`] = photo;
    photos[`${seed} grey.jpg`] = await sharp(photo).greyscale().jpeg().toBuffer();
  }
  await writeFiles(folder, photos);
  await json('scan', folder);
});

interface Suggested {
  pairs: { a: string; b: string; distance: number; probability: number }[];
}

describe('asking and learning in a terminal', () => {
  test('suggest names pairs, and none of them again once it is answered', async () => {
    const { pairs } = await json<Suggested>('suggest', '--count', '3');
    expect(pairs).toHaveLength(3);
    for (const { a, b, distance, probability } of pairs) {
      expect(basename(a)).not.toBe(basename(b));
      expect(distance).toBeGreaterThan(0);
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    const [{ a, b } = { a: '', b: '' }] = pairs;
    expect(await json('label', a, b, 'skip')).toMatchObject({ verdict: 'skip', judgements: 1 });
    const again = await json<Suggested>('suggest');
    expect(again.pairs.some((pair) => pair.a === a && pair.b === b)).toBe(false);
  });

  test('judgements are listed, exported to a new file only, and taken over by another library', async () => {
    await cli('label', at('1.jpg'), at('1 grey.jpg'), 'different');
    expect((await json<{ judgements: unknown[] }>('judgements')).judgements).toHaveLength(2);
    expect((await cli('judgements')).stdout).toContain('different');
    const file = join(root, 'judgements.json');
    expect(await json('judgements', '--export', file)).toEqual({ file, judgements: 2 });
    const before = readFileSync(file, 'utf8');
    const twice = await cli('judgements', '--export', file);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toContain('nothing was written over it');
    expect(readFileSync(file, 'utf8')).toBe(before);
    const other = join(root, 'other');
    const taken = await jsonOf('judgements', '--import', file, '--library', other);
    expect(taken).toMatchObject({ read: 2, merged: 2, judgements: 2 });
  });

  test('a file that is no export is refused with a sentence', async () => {
    const refused = await cli('judgements', '--import', at('1.jpg'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`The file ${at('1.jpg')} is no JSON.`);
  });

  test('learn says what is missing, and heads lists what ships', async () => {
    const learned = await json<{ sentence: string }>('learn');
    expect(learned).toMatchObject({ accepted: false, version: 0, objective: null, labels: 1 });
    expect(learned.sentence).toContain('too little to learn from');
    expect(await json('heads')).toEqual({
      heads: [{ version: 0, objective: null, labels: 0, heldOut: null, learnedAt: null, active: true }],
    });
    const missing = await cli('heads', '--use', '3');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('there is version 0 only');
  });

  test.each([
    [['label', 'a.jpg', 'b.jpg', 'maybe'], 'Say same, different or skip.'],
    [['suggest', '--count', '0'], 'Give a number from 1 to 200.'],
    [['learn', '--objective', 'magic'], 'triplet'],
    [['heads', '--use', 'latest'], 'A version is a number'],
  ])('%s is wrong usage', async (args, sentence) => {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
