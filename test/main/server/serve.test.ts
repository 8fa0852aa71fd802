import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Core, EventName } from '../../../app/contract/contract.ts';
import { PersonError } from '../../../app/errors.ts';
import { serve, type Serving } from '../../../main/server/serve.ts';
import { askServer, type Answer, type Question } from './ask-server.ts';

const sha256 = 'a'.repeat(64);
const calls: { name: string; input: unknown }[] = [];
const listeners = new Map<EventName, Set<(data: never) => void>>();

const core = {
  call(name: string, input: unknown) {
    calls.push({ name, input });
    if (name === 'add-folder') return Promise.reject(new PersonError('There is no folder here.'));
    if (name === 'library') return Promise.reject(new Error('secret detail'));
    return Promise.resolve({ called: name });
  },
  on(name: EventName, listener: (data: never) => void) {
    const known = listeners.get(name) ?? new Set();
    listeners.set(name, known.add(listener));
    return () => known.delete(listener);
  },
  image: (hash: string, size: string) =>
    Promise.resolve(hash === sha256 ? { bytes: Buffer.from(`jpeg ${size}`), type: 'image/jpeg' } : null),
  close: () => Promise.resolve(),
} as unknown as Core;

let folder: string;
let serving: Serving;
let token: string;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-serve-'));
  await mkdir(join(folder, 'pages', 'assets'), { recursive: true });
  await writeFile(join(folder, 'pages', 'index.html'), '<!doctype html><title>Twinlens</title>');
  await writeFile(join(folder, 'pages', 'assets', 'index-1.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'a secret');
  serving = await serve({ core, port: 0, pages: join(folder, 'pages') });
  token = new URL(serving.url).hash.replace('#token=', '');
  const session = await ask('POST', '/session', { body: { token }, cookie: null });
  expect(session.status).toBe(200);
  cookie = session.headers['set-cookie']![0]!.split(';')[0]!;
});

afterAll(async () => {
  await serving.close();
  await rm(folder, { recursive: true });
});

/** As the window asks, unless a test says otherwise. */
const ask = (method: string, path: string, question: Question = {}) =>
  askServer(serving.port, method, path, { cookie, ...question });

const sentence = (answer: Answer) => (JSON.parse(answer.text) as { error: string }).error;

test('it listens on this machine only', () => {
  expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
});

test('pages come without a session, under a policy that runs nothing but its own files', async () => {
  const page = await ask('GET', '/', { cookie: null });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Twinlens');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(page.headers['content-security-policy']).not.toContain('unsafe');
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  const script = await ask('GET', '/assets/index-1.js', { cookie: null });
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.headers['cache-control']).toContain('immutable');
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..\\secret.txt',
  '//',
  '/assets',
  '/etc/passwd',
])('no address leads out of the pages: %s', async (path) => {
  const answer = await ask('GET', path);
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('a secret');
});

test.each(['/', '/events', `/photo/${sha256}/thumbnail`, '/session'])(
  'a rebound name gets nothing: %s',
  async (path) => {
    for (const host of [
      'photos.example',
      `photos.example:${serving.port}`,
      '127.0.0.1',
      `127.0.0.1:${serving.port + 1}`,
      `127.0.0.1.photos.example:${serving.port}`,
    ]) {
      expect((await ask('GET', path, { headers: { Host: host } })).status).toBe(421);
    }
  },
);

test.each(['127.0.0.1', 'localhost', '[::1]'])('it answers to %s', async (name) => {
  const host = `${name}:${serving.port}`;
  expect(
    (await ask('POST', '/call/scan', { body: {}, headers: { Host: host, Origin: `http://${host}` } })).status,
  ).toBe(200);
});

test('without the cookie, or with a wrong one, there is nothing but pages', async () => {
  const before = calls.length;
  const name = cookie.split('=')[0]!;
  for (const wrong of [
    null,
    `${name}=`,
    `${name}=${token}`,
    `${name}=${'A'.repeat(43)}`,
    `${cookie}x`,
    `other=${cookie.split('=')[1]!}`,
  ]) {
    expect((await ask('POST', '/call/scan', { body: {}, cookie: wrong })).status).toBe(401);
    expect((await ask('GET', '/events', { cookie: wrong })).status).toBe(401);
    expect((await ask('GET', `/photo/${sha256}/thumbnail`, { cookie: wrong })).status).toBe(401);
    expect((await ask('GET', '/session', { cookie: wrong })).status).toBe(401);
  }
  expect(calls.length).toBe(before);
});

test('only the token opens a session, in a cookie that scripts and other sites cannot use', async () => {
  for (const wrong of [{}, { token: '' }, { token: 'A'.repeat(43) }, { token: [token] }, null]) {
    const answer = await ask('POST', '/session', { body: wrong, cookie: null });
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  const answer = await ask('POST', '/session', { body: { token }, cookie: null });
  expect(answer.headers['set-cookie']![0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(answer.headers['set-cookie']![0]).not.toContain(token);
  expect((await ask('GET', '/session')).status).toBe(204);
});

test('a foreign page cannot write, even with the cookie', async () => {
  const before = calls.length;
  for (const origin of [
    'http://photos.example',
    'null',
    `http://127.0.0.1:${serving.port + 1}`,
    `https://127.0.0.1:${serving.port}`,
  ]) {
    expect((await ask('POST', '/call/scan', { body: {}, headers: { Origin: origin } })).status).toBe(403);
  }
  for (const site of ['cross-site', 'same-site', 'none']) {
    const headers = { 'Sec-Fetch-Site': site };
    expect((await ask('POST', '/call/scan', { body: {}, headers })).status).toBe(403);
    expect((await ask('GET', `/photo/${sha256}/thumbnail`, { headers })).status).toBe(403);
  }
  expect(calls.length).toBe(before);
});

test('a write without an Origin is refused', async () => {
  const answer = await new Promise<number>((resolve) => {
    send({
      host: '127.0.0.1',
      port: serving.port,
      method: 'POST',
      path: '/call/scan',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
    })
      .on('response', (response) => resolve(response.resume().statusCode ?? 0))
      .end('{}');
  });
  expect(answer).toBe(403);
});

test('no answer may be read by another origin', async () => {
  for (const path of ['/', '/session', `/photo/${sha256}/thumbnail`]) {
    const { headers } = await ask('GET', path, { headers: { Origin: `http://127.0.0.1:${serving.port}` } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

test('a call reaches the core with its checked input', async () => {
  const answer = await ask('POST', '/call/groups', { body: { threshold: 0.5, stray: 1 } });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toEqual({ called: 'groups' });
  expect(calls.at(-1)).toEqual({ name: 'groups', input: { threshold: 0.5 } });
});

test('bad input and unknown commands are explained and never reach the core', async () => {
  const before = calls.length;
  const outOfRange = await ask('POST', '/call/groups', { body: { threshold: 3 } });
  expect(outOfRange.status).toBe(400);
  expect(sentence(outOfRange)).toBe('threshold: A threshold is a distance from 0 to 1.');
  expect((await ask('POST', '/call/groups', { body: '{not json' })).status).toBe(400);
  expect((await ask('POST', '/call/groups', { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status).toBe(
    415,
  );
  for (const name of ['format-disk', 'constructor', '__proto__', 'toString', '']) {
    expect((await ask('POST', `/call/${name}`, { body: {} })).status).toBe(404);
  }
  expect((await ask('GET', '/call/scan')).status).toBe(405);
  expect(calls.length).toBe(before);
});

test('an oversized body is cut off, one with very many photos is not', async () => {
  const many = await ask('POST', '/call/add-folder', { body: { path: 'x'.repeat(12 * 1024 ** 2) } });
  expect(many.status).not.toBe(413);
  const answer = await ask('POST', '/call/add-folder', { body: { path: 'x'.repeat(33 * 1024 ** 2) } });
  expect(answer.status).toBe(413);
});

test('a person reads the sentences of the core, and nothing of its inner failures', async () => {
  const refused = await ask('POST', '/call/add-folder', { body: { path: '/nowhere' } });
  expect([refused.status, sentence(refused)]).toEqual([400, 'There is no folder here.']);
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const failed = await ask('POST', '/call/library', { body: {} });
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
  expect(failed.status).toBe(500);
  expect(failed.text).not.toContain('secret detail');
});

test('photos are kept for good by their content hash', async () => {
  const photo = await ask('GET', `/photo/${sha256}/preview`);
  expect([photo.status, photo.text, photo.headers['content-type']]).toEqual([200, 'jpeg preview', 'image/jpeg']);
  expect(photo.headers['cache-control']).toContain('immutable');
  expect(photo.headers['x-content-type-options']).toBe('nosniff');
  const again = await ask('GET', `/photo/${sha256}/preview`, { headers: { 'If-None-Match': photo.headers.etag! } });
  expect(again.status).toBe(304);
  for (const path of [
    `/photo/${'b'.repeat(64)}/preview`,
    `/photo/${sha256}/huge`,
    `/photo/..%2f..%2fsecret/preview`,
    '/photo/x',
    '/photo',
  ]) {
    const missing = await ask('GET', path);
    expect(missing.status).toBe(404);
    expect(missing.headers['cache-control']).toBe('no-store');
  }
});

test('events arrive as they happen, until the window leaves', async () => {
  const request = send({ host: '127.0.0.1', port: serving.port, path: '/events', headers: { Cookie: cookie } });
  const text = await new Promise<string>((resolve, reject) => {
    let received = '';
    request.on('error', reject).on('response', (response) => {
      expect(response.headers['content-type']).toContain('text/event-stream');
      response.setEncoding('utf8').on('data', (chunk: string) => {
        if (received === '') for (const listener of listeners.get('groups')!) listener({ revision: 7 } as never);
        received += chunk;
        if (received.includes('revision')) resolve(received);
      });
    });
    request.end();
  });
  expect(text).toContain('event: groups\ndata: {"revision":7}\n\n');
  request.on('error', () => undefined).destroy();
  await expect.poll(() => [...listeners.values()].map((set) => set.size)).toEqual([0, 0, 0]);
});

test('a taken port and missing pages are explained', async () => {
  await expect(serve({ core, port: serving.port, pages: join(folder, 'pages') })).rejects.toThrow(
    /is taken by another program/,
  );
  await expect(serve({ core, port: 0, pages: join(folder, 'none') })).rejects.toThrow(/not built yet/);
});
