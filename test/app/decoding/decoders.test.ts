import { hash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Decoders } from '../../../app/decoding/decoders.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';

const folder = temporaryFolder();
const path = join(folder, 'a.jpg');
let decoders: Decoders;
let photo: Buffer;

beforeEach(async () => {
  decoders = new Decoders(2);
  photo = await jpeg(1);
  await writeFiles(folder, { 'a.jpg': photo });
});

afterEach(() => decoders.close());

const isRunning = (id: number) => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

describe('a photo is opened in a process of its own', () => {
  test('which hashes it and looks at it', async () => {
    const seen = await decoders.open(path, async ({ sha256, bytes, ask }) => ({
      sha256,
      bytes,
      look: await ask('look', { side: 32 }),
      digests: await ask('digests', { orientation: 1 }),
    }));
    expect(seen).toMatchObject({ sha256: hash('sha256', photo), bytes: photo.length });
    expect(seen?.look.metadata).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
    expect(seen?.look.pixels).toHaveLength(32 * 32 * 3);
    expect(seen?.digests.stored).toMatch(/^[0-9a-f]{64}$/);
    expect(decoders.processes()).not.toContain(process.pid);
  });

  test('and null when it is gone, its reason when it cannot be read or decoded', async () => {
    rmSync(path);
    expect(await decoders.open(path, () => Promise.resolve('x'))).toBeNull();
    writeFileSync(path, '');
    await expect(decoders.open(path, () => Promise.resolve('x'))).rejects.toThrow('is empty');
    writeFileSync(path, photo.subarray(0, photo.length / 2));
    await expect(decoders.open(path, ({ ask }) => ask('digests', { orientation: 1 }))).rejects.toThrow(
      'is damaged or cut short',
    );
  });

  test('of which there are no more than was said, whatever waits', async () => {
    const many = Array.from({ length: 20 }, () => decoders.open(path, ({ ask }) => ask('look', { side: 32 })));
    await Promise.all(many);
    expect(decoders.processes().length).toBeLessThanOrEqual(2);
  });

  test('by its content, from the first file that still holds it', async () => {
    await writeFiles(folder, { 'other.jpg': await jpeg(2), 'b.jpg': photo });
    const paths = [join(folder, 'gone.jpg'), join(folder, 'other.jpg'), join(folder, 'b.jpg')];
    const content = { sha256: hash('sha256', photo), paths };
    expect((await decoders.ofContent(content, 'metadata', {}))?.output).toMatchObject({ width: 320 });
    expect(await decoders.ofContent({ ...content, paths: paths.slice(0, 2) }, 'metadata', {})).toBeNull();
  });
});

/** Ends the process that holds a photo, as a crash of its decoder would. */
function crash(): void {
  for (const id of decoders.processes()) process.kill(id, 'SIGKILL');
}

describe('a process that ends over a photo', () => {
  test('is replaced, and the photo tried once more', async () => {
    const seen = await decoders.open(path, async ({ ask }) => {
      crash();
      return ask('look', { side: 32 });
    });
    expect(seen?.metadata.width).toBe(320);
  });

  test('and a second time names the photo; the next one is decoded as ever', async () => {
    await expect(
      decoders.open(path, async ({ ask }) => {
        const asked = ask('look', { side: 32 });
        const killing = setInterval(crash, 1);
        return asked.finally(() => clearInterval(killing));
      }),
    ).rejects.toThrow('ends the program that decodes it');
    expect(await decoders.open(path, ({ ask }) => ask('measure', {}))).not.toBeNull();
  });
});

test('a photo that takes more than 1 GB to decode is named', async () => {
  const side = 16_000;
  const blank = await sharp({ create: { width: side, height: side, channels: 3, background: 'red' } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  await writeFiles(folder, { 'blank.png': blank });
  const opened = decoders.open(join(folder, 'blank.png'), ({ ask }) => ask('digests', { orientation: 1 }));
  await expect(opened).rejects.toThrow('takes more than 1 GB to decode');
  expect(await decoders.open(path, ({ ask }) => ask('measure', {}))).not.toBeNull();
});

test.skipIf(process.platform === 'win32')('a photo over which a decoder stands still is named', async () => {
  const opened = decoders.open(path, ({ ask }) => {
    for (const id of decoders.processes()) process.kill(id, 'SIGSTOP');
    return ask('look', { side: 32 });
  });
  await expect(opened).rejects.toThrow('takes longer than 20 seconds to decode');
  expect(await decoders.open(path, ({ ask }) => ask('measure', {}))).not.toBeNull();
});

test('processes end with the decoders', async () => {
  await decoders.open(path, ({ ask }) => ask('measure', {}));
  const ids = decoders.processes();
  expect(ids.length).toBeGreaterThan(0);
  decoders.close();
  await expect.poll(() => ids.some(isRunning)).toBe(false);
});
