import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { EngineEvent, Request } from '../../../main/channel/messages.ts';
import { EngineProcess } from '../../../main/electron/engine-process.ts';

const script = fileURLToPath(new URL('./obedient-engine.ts', import.meta.url));
const engines: EngineProcess[] = [];

function start({ node = process.execPath, scriptArguments = [] as string[], environment = {} } = {}) {
  const told: EngineEvent[] = [];
  const printed: string[] = [];
  const onEnd = vi.fn<(reason: string, byItself: boolean) => void>();
  const grant = vi.fn<(request: Request) => Promise<string | null>>(() => Promise.resolve('/photos'));
  const engine = new EngineProcess({
    node,
    script,
    arguments: scriptArguments,
    environment,
    log: (text) => printed.push(text),
    grant,
    onEvent: (event) => told.push(event),
    onEnd,
  });
  engines.push(engine);
  const order = async (path: string) => (await engine.call('browse', { path })) as { path: string; photos: number };
  return { engine, order, told, printed, grant, onEnd };
}

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

test('carries calls, errors, events and image bytes', async () => {
  const { engine, order, told } = start();
  const { path, photos: pid } = await order('hello, “Zoë”');
  expect(JSON.parse(path)).toEqual({ path: 'hello, “Zoë”' });
  expect(told).toEqual([{ event: 'groups', data: { revision: pid } }]);
  await expect(order('refuse')).rejects.toThrow(/^Not today\.$/);
  const image = await engine.image('0'.repeat(64), 'thumbnail');
  expect([...(image?.bytes ?? [])]).toEqual([1, 2, 3]);
});

test('what the engine asks for in the middle of a call is granted, or refused in a sentence', async () => {
  const { engine, grant } = start();
  await expect(engine.call('pick-folder', {})).resolves.toEqual({ path: '/photos' });
  grant.mockRejectedValueOnce(new Error('There is no dialog here.'));
  await expect(engine.call('pick-folder', {})).rejects.toThrow('There is no dialog here.');
});

test('an answer that is not what the contract says is an error, and noise between messages disturbs nothing', async () => {
  const { order, printed } = start();
  await expect(order('lie')).rejects.toThrow(/cannot be read/);
  expect(JSON.parse((await order('babble')).path)).toEqual({ path: 'babble' });
  expect(printed.join('')).toMatch(/answer to browse cannot be read[^]*not a frame/);
});

test('a question that is larger than the engine takes is refused before it is sent', async () => {
  const { order } = start();
  await expect(order('x'.repeat(33 * 1024 * 1024))).rejects.toThrow('too large');
  await order('hello');
});

test('nothing is inherited but what was chosen', async () => {
  process.env.TWINLENS_TEST_SECRET = 'secret';
  const { order } = start({ environment: { CHOSEN: 'yes' } });
  delete process.env.TWINLENS_TEST_SECRET;
  expect(JSON.parse((await order('environment')).path)).toEqual({ CHOSEN: 'yes' });
});

test('an engine that dies is started again: what waited is told so, and the window asks anew', async () => {
  const { order, told, onEnd } = start();
  const { photos: first } = await order('hello');
  await expect(order('die')).rejects.toThrow(/started again/);
  expect(told.at(-1)).toEqual({ event: 'library', data: {} });
  expect((await order('hello')).photos).not.toBe(first);
  expect(onEnd).not.toHaveBeenCalled();
});

test('an engine that keeps dying without a word is left alone, with a sentence', async () => {
  const { order, onEnd } = start();
  for (let death = 0; death < 4; death += 1) await expect(order('die')).rejects.toThrow();
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/keeps stopping/), true));
  await expect(order('hello')).rejects.toThrow(/keeps stopping/);
});

test('an engine that works between its deaths is started again more often than that', async () => {
  const { order, onEnd } = start();
  for (let death = 0; death < 6; death += 1) {
    await order('hello');
    await expect(order('die')).rejects.toThrow();
  }
  await order('hello');
  expect(onEnd).not.toHaveBeenCalled();
});

test('a library that cannot be opened ends it with the library’s own sentence, without another try', async () => {
  const { order, onEnd, told } = start({ scriptArguments: ['fails'] });
  await expect(order('hello')).rejects.toThrow('The library is open elsewhere.');
  expect(onEnd).toHaveBeenCalledExactlyOnceWith('The library is open elsewhere.', false);
  expect(told).toEqual([]);
});

test('a program that is not there is a sentence too, and closing does not wait for it', async () => {
  const { engine, onEnd } = start({ node: '/no/such/node' });
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/could not start/), true));
  await engine.close();
});

test('closing ends the process and does not start another', async () => {
  const { engine, order, told } = start();
  const { photos: pid } = await order('hello');
  told.length = 0;
  await engine.close();
  expect(() => process.kill(pid, 0)).toThrow();
  expect(told).toEqual([]);
  await expect(order('hello')).rejects.toThrow(/closing/);
});
