import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerPage, answerPhoto } from '../../../main/electron/protocol.ts';

let folder: string;
let pages: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-pages-'));
  pages = join(folder, 'renderer');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-of-another'));
  writeFileSync(join(pages, 'index.html'), '<p>Twinlens</p>');
  writeFileSync(join(pages, 'assets', 'main.js'), 'true;');
  writeFileSync(join(pages, 'notes.txt'), 'not a page');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'renderer-of-another', 'index.html'), 'secret');
});

afterAll(() => rmSync(folder, { recursive: true }));

test('serves the built pages, which may load and run nothing else', async () => {
  const page = await answerPage(pages, 'app://twinlens/index.html');
  expect(await page.text()).toBe('<p>Twinlens</p>');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const script = await answerPage(pages, 'app://twinlens/assets/main.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  'app://twinlens/../secret.html',
  'app://twinlens/%2e%2e/secret.html',
  'app://twinlens/..%2fsecret.html',
  'app://twinlens/assets/..%2f..%2fsecret.html',
  'app://twinlens/..%5csecret.html',
  'app://twinlens/..%2frenderer-of-another%2findex.html',
  'app://twinlens//etc/passwd',
  'app://twinlens/%00index.html',
  'app://twinlens/%',
  'app://twinlens/notes.txt',
  'app://twinlens/',
  'app://elsewhere/index.html',
])('refuses %s', async (address) => {
  expect((await answerPage(pages, address)).status).toBe(404);
});

const hash = 'ab'.repeat(32);
const image = vi.fn(() => Promise.resolve({ bytes: new Uint8Array([255, 216]), type: 'image/jpeg' }));

test('serves a photo by the hash of its content', async () => {
  const photo = await answerPhoto({ image }, `photo://photo/${hash}/thumbnail`);
  expect(image).toHaveBeenCalledWith(hash, 'thumbnail');
  expect([...new Uint8Array(await photo.arrayBuffer())]).toEqual([255, 216]);
  expect(photo.headers.get('content-type')).toBe('image/jpeg');
  expect(photo.headers.get('content-security-policy')).toContain('sandbox');
});

test.each([
  'photo://photo/home/me/photo.jpg',
  `photo://photo/${hash}`,
  `photo://photo/${hash}/original`,
  `photo://photo/${hash}/thumbnail/..`,
  `photo://photo/${hash.toUpperCase()}/thumbnail`,
  `photo://photo/../${hash}/thumbnail`,
  `photo://elsewhere/${hash}/thumbnail`,
])('refuses %s without asking the library', async (address) => {
  image.mockClear();
  expect((await answerPhoto({ image }, address)).status).toBe(404);
  expect(image).not.toHaveBeenCalled();
});

test('a photo that is out of reach, or an engine that is gone, is “not found”', async () => {
  const address = `photo://photo/${hash}/preview`;
  expect((await answerPhoto({ image: () => Promise.resolve(null) }, address)).status).toBe(404);
  expect((await answerPhoto({ image: () => Promise.reject(new Error('gone')) }, address)).status).toBe(404);
});
