/** The server when it was opened to a network, and what people on that network might try. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../../app/contract/contract.ts';
import { serve, type Serving } from '../../../main/server/serve.ts';
import { askServer, type Question } from './ask-server.ts';

const password = 'correct horse battery staple – ä';
const sha256 = 'a'.repeat(64);
const patience = { headers: 400, request: 800 };

const calls: string[] = [];
const core = {
  call(name: string) {
    calls.push(name);
    return Promise.resolve({ called: name });
  },
  on: () => () => undefined,
  image: () => Promise.resolve({ bytes: Buffer.from('jpeg'), type: 'image/jpeg' }),
  close: () => Promise.resolve(),
} as unknown as Core;

let folder: string;
let pages: string;
/** For all that gives no wrong password. */
let port: number;
let cookie: string;
const servers: Serving[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinlens-opened-'));
  pages = join(folder, 'pages');
  await mkdir(pages);
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>The window</title>');
  await writeFile(join(folder, 'secret.txt'), 'a secret');
  port = await open(['nas.local', 'photos.example']);
  cookie = await session(port);
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await rm(folder, { recursive: true });
});

/** A server of its own: wrong passwords slow down whoever comes after. */
async function open(names: string[] = []): Promise<number> {
  const opened = { host: '0.0.0.0', password, names };
  const server = await serve({ core, port: 0, pages, opened, patience });
  servers.push(server);
  return server.port;
}

function signIn(port: number, words: string, question: Question = {}) {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...question.headers };
  return askServer(port, 'POST', '/session', { body: new URLSearchParams({ password: words }).toString(), headers });
}

async function session(port: number): Promise<string> {
  const { headers } = await signIn(port, password);
  return headers['set-cookie']![0]!.split(';')[0]!;
}

test('the password opens the window, in a cookie that scripts and other sites cannot use', async () => {
  const page = await askServer(port, 'GET', '/');
  expect(page.text).toContain('type="password"');
  expect(page.text).not.toContain('The window');
  const answer = await signIn(port, password);
  expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  expect(answer.headers['set-cookie']![0]).toMatch(/^twinlens-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect((await askServer(port, 'GET', '/', { cookie })).text).toContain('The window');
  expect((await askServer(port, 'GET', '/session', { cookie })).status).toBe(204);
  expect((await askServer(port, 'POST', '/call/library', { cookie, body: {} })).status).toBe(200);
  expect((await askServer(port, 'GET', `/photo/${sha256}/preview`, { cookie })).text).toBe('jpeg');
});

test('behind a proxy that adds TLS the cookie never goes without it', async () => {
  const headers = { Host: 'photos.example', Origin: 'https://photos.example' };
  expect((await signIn(port, password, { headers })).headers['set-cookie']![0]).toContain('; Secure');
});

test('without a session nothing of the library is told, and nothing is done', async () => {
  const name = cookie.split('=')[0]!;
  const before = calls.length;
  for (const wrong of [null, `${name}=`, `${name}=${'A'.repeat(43)}`, `${cookie}x`, `other=${cookie.split('=')[1]!}`]) {
    for (const path of ['/events', '/session', `/photo/${sha256}/preview`]) {
      const answer = await askServer(port, 'GET', path, { cookie: wrong });
      expect([answer.status, answer.headers['twinlens-sign-in']]).toEqual([401, 'required']);
    }
    expect((await askServer(port, 'POST', '/call/library', { cookie: wrong, body: {} })).status).toBe(401);
    expect((await askServer(port, 'GET', '/index.html', { cookie: wrong })).text).not.toContain('The window');
  }
  expect(calls.length).toBe(before);
});

test('a wrong password opens nothing and makes the next one wait, also the right one', async () => {
  const port = await open();
  const wrong = await signIn(port, 'correct horse battery stable – ä');
  expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
  expect(wrong.text).toContain('That is not the password.');
  const hurried = await signIn(port, password);
  expect([hurried.status, hurried.headers['set-cookie']]).toEqual([429, undefined]);
  expect(Number(hurried.headers['retry-after'])).toBeGreaterThan(0);
  await expect.poll(async () => (await signIn(port, password)).status, { timeout: 10_000 }).toBe(303);
});

test('many tries at once are no way around the waiting', async () => {
  const port = await open();
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => signIn(port, `guess number ${at} of many`)));
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(1);
  expect(answers.every(({ status }) => [401, 429].includes(status))).toBe(true);
});

test.each([
  ['', 401],
  ['password=', 401],
  ['other=1', 401],
  [`password=${'x'.repeat(2000)}`, 401],
  [`password=${'x'.repeat(10_000)}`, 413],
  ['%', 401],
])('a form that is none is refused: %.20s', async (body, status) => {
  const port = await open();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect((await askServer(port, 'POST', '/session', { body, headers })).status).toBe(status);
});

test('the token of a loopback server, or the password as JSON, is not what is asked for', async () => {
  for (const body of [{ token: password }, { password }, { password: { $ne: null } }])
    expect((await askServer(port, 'POST', '/session', { body })).status).toBe(415);
});

test('a name that someone else pointed here gets nothing, not even the question for the password', async () => {
  const hosts = ['evil.example', `evil.example:${port}`, 'nas.local.evil.example', '127.0.0.1.evil.example'];
  for (const host of [...hosts, 'a b', '[::1', '[evil.example]', '1.2.3.4.5', `127.0.0.1:${port}@photos.example`]) {
    for (const path of ['/', '/session', '/events'])
      expect([host, (await askServer(port, 'GET', path, { headers: { Host: host } })).status]).not.toContain(200);
    expect((await signIn(port, password, { headers: { Host: host, Origin: `http://${host}` } })).status).not.toBe(303);
  }
});

test.each(['127.0.0.1', '192.168.1.7:8080', '[fe80::1]:8080', 'localhost:1', 'NAS.local', hostname()])(
  'it answers to %s',
  async (host) => {
    expect((await askServer(port, 'GET', '/', { headers: { Host: host } })).status).toBe(200);
  },
);

test('a foreign page can neither sign in nor write', async () => {
  const before = calls.length;
  for (const origin of ['http://photos.example', 'null', `http://127.0.0.1:${port + 1}`, `ftp://127.0.0.1:${port}`]) {
    const headers = { Origin: origin };
    expect((await askServer(port, 'POST', '/call/library', { cookie, body: {}, headers })).status).toBe(403);
    expect((await signIn(port, password, { headers })).status).toBe(403);
  }
  const headers = { 'Sec-Fetch-Site': 'cross-site' };
  expect((await askServer(port, 'GET', `/photo/${sha256}/preview`, { cookie, headers })).status).toBe(403);
  expect(calls.length).toBe(before);
});

test.each(['/..%2fsecret.txt', '/../secret.txt', '/%2e%2e/secret.txt', '/..\\secret.txt', '//etc/passwd', '/%00'])(
  'no address leads out of the pages: %s',
  async (path) => {
    const answer = await askServer(port, 'GET', path, { cookie });
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('a secret');
  },
);

/** Writes this to the server and gives back all that comes until it hangs up. */
function raw(port: number, write: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => write(socket));
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    socket.on('error', () => undefined).on('close', () => resolve(heard));
  });
}

test('an endless body is cut off, before and after the password', async () => {
  const flood = (head: string) =>
    raw(port, (socket) => {
      socket.write(`${head}Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more);
      more();
    });
  // Who still sends when the connection is reset may lose the answer on the way (RFC 9112, section 9.6).
  const cutOff = (status: number) => new RegExp(`^(HTTP/1\\.1 ${status} |$)`);
  const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
  expect(await flood(`POST /session HTTP/1.1\r\n${form}`)).toMatch(cutOff(413));
  const json = 'Content-Type: application/json\r\n';
  expect(await flood(`POST /call/library HTTP/1.1\r\n${json}`)).toMatch(cutOff(401));
  expect(await flood(`POST /call/library HTTP/1.1\r\n${json}Cookie: ${cookie}\r\n`)).toMatch(cutOff(413));
  expect((await askServer(port, 'GET', '/', { cookie })).status).toBe(200);
});

test('whoever sends a request slower than anybody would is hung up on', async () => {
  const drip = (pieces: string) =>
    raw(port, (socket) => {
      socket.write(pieces);
      const timer = setInterval(() => socket.write('a'), 50);
      socket.on('close', () => clearInterval(timer));
    });
  expect(await drip('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  const head = 'POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 5000\r\n';
  await drip(`${head}Content-Type: application/x-www-form-urlencoded\r\n\r\n`);
  expect((await askServer(port, 'GET', '/')).status).toBe(200);
});

test.each([
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: photos.example\r\n\r\n',
  'GET http://photos.example/secret.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
  'POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`,
  '\x16\x03\x01\x02\x00\x01\x00\x01',
  'OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
])('what is no request of a window is turned down, and the server lives: %.60s', async (bytes) => {
  expect(await raw(port, (socket) => socket.end(bytes))).not.toMatch(/The window|a secret|Set-Cookie/);
  expect((await askServer(port, 'GET', '/')).status).toBe(200);
});

test('a short password, a foreign address and a taken port are explained', async () => {
  const opened = { host: '127.0.0.1', password, names: [] };
  const start = (change: object, port = 0) => serve({ core, port, pages, opened: { ...opened, ...change } });
  await expect(start({ password: 'swordfish' })).rejects.toThrow(/15 characters or more/);
  await expect(start({ host: '203.0.113.7' })).rejects.toThrow(/no address of this computer/);
  await expect(start({}, port)).rejects.toThrow(/is taken by another program/);
});

test('what is not opened listens on this computer only', async () => {
  const server = await serve({ core, port: 0, pages });
  servers.push(server);
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  const headers = { Host: `192.168.1.7:${server.port}` };
  expect((await askServer(server.port, 'GET', '/', { headers })).status).toBe(421);
});
