import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { behinds } from '../../bench/trust/behind.ts';
import { changes } from '../../bench/trust/changed.ts';
import { drawings } from '../../bench/trust/drawn.ts';
import { measureTrust } from '../../bench/trust/measure.ts';
import { trueCopies } from '../../bench/trust/true-copies.ts';
import { hasRealPhotos, heldOutPhotos, temporaryFolder } from '../photos.ts';

describe.skipIf(!hasRealPhotos)('what goes in bulk (skipped without the shared photos)', () => {
  const root = temporaryFolder();
  const measure = async (kinds: Parameters<typeof measureTrust>[0], name: string) => {
    const scratch = join(root, name);
    await mkdir(scratch);
    return (await measureTrust(kinds, heldOutPhotos(60), { pairs: 1, seed: 'in small', scratch })).rows;
  };

  test('is nothing that is no copy, of every kind', async () => {
    const rows = await measure([...drawings, ...changes, ...behinds], 'different');
    expect(rows.filter(({ wrongly }) => wrongly > 0)).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });

  test('is the worse one of nearly all copies', async () => {
    const rows = await measure(trueCopies, 'copies');
    expect(rows.filter(({ worseKept }) => worseKept > 0)).toEqual([]);
    expect(rows.filter(({ missed }) => missed > 0).length).toBeLessThan(2);
  });
});
