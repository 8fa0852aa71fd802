/**
 * Nothing leaves the computer: Twinlens is started in each of its ways as a person who has just got it would start it (a
 * home of their own, no CI, no variable set for them), and neither reports to anybody nor opens a connection. Where strace
 * is (Linux), every system call that names an address is looked at; elsewhere only what would be left in the home.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FrameReader, encodeFrame } from '../../main/channel/frames.ts';
import { fromEngineLimits, toEngineLimits } from '../../main/channel/messages.ts';
import { engineEnvironment } from '../../main/electron/engine-environment.ts';
import type { Duplex } from 'node:stream';

const root = resolve(import.meta.dirname, '..', '..');
const traced = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;
if (!traced) console.warn('Connections are not looked for here: there is no strace.');

let folder: string;
let photos: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-privacy-')));
  photos = join(folder, 'photos');
  mkdirSync(photos);
  for (const [place, background] of ['teal', 'plum', 'gold'].entries()) {
    const picture = sharp({ create: { width: 300, height: 200, channels: 3, background } });
    await picture.jpeg().toFile(join(photos, `${place}.jpg`));
    await picture.jpeg({ quality: 50 }).toFile(join(photos, `${place}-copy.jpg`));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Fresh {
  home: string;
  environment: NodeJS.ProcessEnv;
  trace: string;
  command: (...line: string[]) => [string, string[]];
}

function freshPerson(name: string): Fresh {
  const home = join(folder, name);
  mkdirSync(home);
  const trace = join(folder, `${name}.trace`);
  // Of the environment of these tests only what starts a program: among what is left out are CI, XDG_… and ORT_….
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const strace = ['strace', '-f', '-qq', '-e', 'trace=network', '-o', trace];
  return {
    home,
    environment: { PATH, SystemRoot, TEMP, TMP, HOME: home, USERPROFILE: home, LOCALAPPDATA: home, APPDATA: home },
    trace,
    command: (...line) => {
      const [program = '', ...rest] = traced ? [...strace, ...line] : line;
      return [program, rest];
    },
  };
}

/** What was left in the home by somebody who is not Twinlens, and each address but its own that was spoken to. */
function whatLeft({ home, trace }: Fresh): string[] {
  const left = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /microsoft|onnx|device/i.test(path),
  );
  if (!traced) return left;
  const calls = readFileSync(trace, 'utf8').split('\n');
  expect(calls.length).toBeGreaterThan(1);
  return [...left, ...calls.filter(speaksToAnAddress)];
}

/** A resolver of names on 127.0.0.53 is loopback too, and passes on what it is asked: port 53 is never spoken to. */
function speaksToAnAddress(call: string): boolean {
  if (/\b(socket|bind|listen|accept4?|getsockname|getpeername|setsockopt|getsockopt)\(/.test(call)) return false;
  if (/sun_path="[^"]*(resolve|nscd)/.test(call)) return true;
  if (!/sa_family=AF_INET6?\b/.test(call)) return false;
  return /port=htons\(53\)/.test(call) || !/inet_addr\("127\.|"::1"/.test(call);
}

test('what is looked for would be found', () => {
  const there = '1 connect(20, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("20.42.65.85")}, 16) = 0';
  expect(speaksToAnAddress(there)).toBe(true);
  expect(speaksToAnAddress(there.replace('20.42.65.85', '127.0.0.1'))).toBe(false);
  expect(speaksToAnAddress(there.replace('20.42.65.85', '127.0.0.53').replace('443', '53'))).toBe(true);
  expect(
    speaksToAnAddress('1 connect(20, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}'),
  ).toBe(true);
});

test.each([
  ['through npm’s script', ['setup/cli.mjs']],
  ['straight', ['main/cli.ts']],
])('a scan on the command line, %s', (_way, [script = '']) => {
  const person = freshPerson(`cli-${script.split('/')[0] ?? ''}`);
  const [program, rest] = person.command(
    ...[process.execPath, join(root, script), 'scan', photos, '--library', join(person.home, 'library'), '--json'],
  );
  const { status, stdout, stderr } = spawnSync(program, rest, { env: person.environment, encoding: 'utf8' });
  expect(`${status}${stderr}`).toMatch(/^0/);
  expect(JSON.parse(stdout)).toMatchObject({ photos: 6, groups: 3 });
  expect(whatLeft(person)).toEqual([]);
});

test('the window in the browser, while it is served', async () => {
  const person = freshPerson('serve');
  const [program, rest] = person.command(
    ...[process.execPath, join(root, 'main', 'cli.ts'), 'serve', photos, '--library', join(person.home, 'library')],
  );
  const serving = spawn(program, rest, {
    env: person.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let said = '';
  for await (const text of serving.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    said += text;
    if (said.includes('Ctrl-C')) break;
  }
  const [, origin, token] = /(http:\S+)\/#token=(\S+)/.exec(said) ?? [];
  const opened = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: origin! },
    body: JSON.stringify({ token }),
  });
  const headers = {
    cookie: opened.headers.get('set-cookie')!.split(';')[0]!,
    origin: origin!,
    'content-type': 'application/json',
  };
  const groups = async () =>
    (await (await fetch(`${origin}/call/groups`, { method: 'POST', headers, body: '{}' })).json()) as { total: number };
  await expect.poll(async () => (await groups()).total, { timeout: 60_000 }).toBe(3);
  process.kill(-serving.pid!, 'SIGINT');
  await once(serving, 'close');
  expect(whatLeft(person)).toEqual([]);
});

test('the engine of the desktop app', async () => {
  const person = freshPerson('engine');
  const [program, rest] = person.command(
    process.execPath,
    join(root, 'main', 'engine.ts'),
    join(person.home, 'library'),
  );
  const engine = spawn(program, rest, {
    env: engineEnvironment(person.environment, join(person.home, 'compiled')),
    stdio: ['ignore', 'inherit', 'inherit', 'overlapped'],
  });
  const pipe = engine.stdio[3] as Duplex;
  const reader = new FrameReader(fromEngineLimits);
  let heard = '';
  pipe.on('data', (piece: Buffer) => {
    for (const frame of reader.read(piece)) if ('text' in frame) heard += frame.text;
  });
  const text = JSON.stringify({ is: 'call', name: 'add-folder', input: { path: photos } });
  pipe.write(Buffer.concat(encodeFrame({ id: 1, text, bytes: new Uint8Array() }, toEngineLimits)));
  await expect.poll(() => heard, { timeout: 60_000 }).toMatch(/"state":"done"/);
  pipe.end();
  expect(await once(engine, 'exit')).toEqual([0, null]);
  expect(whatLeft(person)).toEqual([]);
});

test('the tests themselves', () => {
  const person = freshPerson('tests');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const [program, rest] = person.command(
    ...[process.execPath, vitest, 'run', '--project', 'core', 'test/app/vision/encoder/encoder.test.ts'],
  );
  const { status } = spawnSync(program, rest, { cwd: root, env: person.environment, stdio: 'ignore' });
  expect(status).toBe(0);
  expect(whatLeft(person)).toEqual([]);
});
