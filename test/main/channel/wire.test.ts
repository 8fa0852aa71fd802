/** The real engine, spoken to by a shell that has gone wrong: whatever came before, it answers the next good message. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFrame, FrameReader } from '../../../main/channel/frames.ts';
import { FromEngine, fromEngineLimits } from '../../../main/channel/messages.ts';
import { engineEnvironment } from '../../../main/electron/engine-environment.ts';

const script = fileURLToPath(new URL('../../../main/engine.ts', import.meta.url));
const huge = { text: 2 ** 31, bytes: 2 ** 31 };
const nothing = new Uint8Array();

let folder: string;
let engine: ChildProcess;
let pipe: Duplex;
const heard: { id: number; message: FromEngine }[] = [];
let wake: () => void = () => undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-wire-'));
  engine = spawn(process.execPath, [script, join(folder, 'library')], {
    stdio: ['ignore', 'inherit', 'inherit', 'overlapped'],
    env: engineEnvironment(process.env, join(tmpdir(), 'twinlens-test-compiled')),
  });
  pipe = engine.stdio[3] as Duplex;
  const reader = new FrameReader(fromEngineLimits);
  pipe.on('data', (piece: Buffer) => {
    for (const frame of reader.read(piece)) {
      if ('reason' in frame) throw new Error(frame.reason);
      heard.push({ id: frame.id, message: FromEngine.parse(JSON.parse(frame.text)) });
    }
    wake();
  });
});

afterAll(async () => {
  pipe.end();
  expect(await once(engine, 'exit')).toEqual([0, null]);
  rmSync(folder, { recursive: true });
});

async function answerTo(id: number): Promise<FromEngine> {
  for (;;) {
    const found = heard.findIndex((one) => one.id === id);
    if (found >= 0) return heard.splice(found, 1)[0]!.message;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

const frame = (id: number, message: unknown) =>
  Buffer.concat(encodeFrame({ id, text: JSON.stringify(message), bytes: nothing }, huge));
const question = { is: 'call', name: 'library', input: {} };

/** What Electron 45 sent: V8's structured clone, format 16, behind its length. */
function newerClone(): Buffer {
  const body = v8.serialize({ id: 1, call: 'library', input: {} });
  body[1] = 16;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const bad: [string, Buffer, number][] = [
  ['a newer V8’s structured clone', newerClone(), 0],
  ['random bytes', randomBytes(1_000_000), 0],
  ['100 MB of random bytes', randomBytes(100_000_000), 0],
  ['a message of 100 MB', frame(31, { ...question, input: 'x'.repeat(100_000_000) }), 31],
  ['a message cut in half', frame(32, question).subarray(0, 40), 32],
  ['a header cut in half', frame(33, question).subarray(0, 12), 0],
  ['a message that is not JSON', Buffer.concat(encodeFrame({ id: 34, text: '{"is":', bytes: nothing }, huge)), 34],
  ['a message that is not known', frame(35, { is: 'format-disk' }), 35],
  ['a list in the place of a message', frame(36, [question]), 36],
  [
    'a picture, which an engine does not take',
    Buffer.concat(encodeFrame({ id: 37, text: '{}', bytes: randomBytes(9) }, huge)),
    37,
  ],
  ['a command that is not of the contract', frame(38, { ...question, name: '__proto__' }), 38],
  ['an input that the contract refuses', frame(39, { ...question, name: 'groups', input: { threshold: 7 } }), 39],
  ['a photo by a path', frame(40, { is: 'image', sha256: '../../etc/passwd', size: 'preview' }), 40],
];

test.each(bad)('%s is answered with an error, and the next good message with its answer', async (_name, bytes, id) => {
  pipe.write(bytes);
  pipe.write(frame(1000 + id, question));
  expect(await answerTo(id)).toEqual({ is: 'error', reason: expect.stringMatching(/\.$/) as string });
  expect(await answerTo(1000 + id)).toMatchObject({ is: 'output', output: { directory: join(folder, 'library') } });
});

test('answers to questions that the engine never asked are passed over', async () => {
  pipe.write(frame(77, { is: 'granted', path: '/anywhere' }));
  pipe.write(frame(78, { is: 'refused', reason: 'No.' }));
  pipe.write(frame(2000, question));
  expect(await answerTo(2000)).toMatchObject({ is: 'output' });
});

test('an engine without a pipe says in a sentence what it is, and ends', async () => {
  const alone = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  alone.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  expect(await once(alone, 'close')).toEqual([2, null]);
  expect(words).toMatch(/start Twinlens itself/);
});
