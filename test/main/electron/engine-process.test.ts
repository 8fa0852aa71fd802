import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineProcess, type EngineEvent } from '../../../main/electron/engine-process.ts';

const script = fileURLToPath(new URL('./obedient-engine.ts', import.meta.url));
const engines: EngineProcess[] = [];

function start(...scriptArguments: string[]) {
  const told: EngineEvent[] = [];
  const onEnd = vi.fn<(reason: string) => void>();
  const engine = new EngineProcess({
    node: process.execPath,
    script,
    arguments: scriptArguments,
    pickFolder: () => Promise.resolve('/photos'),
    onEvent: (event) => told.push(event),
    onEnd,
  });
  engines.push(engine);
  return { engine, told, onEnd };
}

const pidOf = (output: unknown) => (output as { pid: number }).pid;

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

test('carries calls, errors, events and image bytes', async () => {
  const { engine, told } = start();
  const output = await engine.call('hello', { of: ['values', null] });
  expect(output).toMatchObject({ input: { of: ['values', null] } });
  expect(told).toEqual([{ event: 'groups', data: { revision: pidOf(output) } }]);
  await expect(engine.call('refuse', {})).rejects.toThrow(/^Not today\.$/);
  const image = await engine.image('0'.repeat(64), 'thumbnail');
  expect([...(image?.bytes ?? [])]).toEqual([1, 2, 3]);
});

test('the engine asks for a folder in the middle of a call', async () => {
  await expect(start().engine.call('pick', {})).resolves.toBe('/photos');
});

test('an engine that dies is started again: what waited is told so, and the window asks anew', async () => {
  const { engine, told, onEnd } = start();
  const first = pidOf(await engine.call('hello', {}));
  await expect(engine.call('die', {})).rejects.toThrow(/started again/);
  expect(told.at(-1)).toEqual({ event: 'library', data: {} });
  expect(pidOf(await engine.call('hello', {}))).not.toBe(first);
  expect(onEnd).not.toHaveBeenCalled();
});

test('an engine that keeps dying is left alone, with a sentence', async () => {
  const { engine, onEnd } = start();
  for (let death = 0; death < 4; death += 1) await expect(engine.call('die', {})).rejects.toThrow();
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/keeps stopping/)));
  await expect(engine.call('hello', {})).rejects.toThrow(/keeps stopping/);
});

test('a library that cannot be opened ends it with the library’s own sentence, without another try', async () => {
  const { engine, onEnd, told } = start('fails');
  await expect(engine.call('hello', {})).rejects.toThrow('The library is open elsewhere.');
  expect(onEnd).toHaveBeenCalledExactlyOnceWith('The library is open elsewhere.');
  expect(told).toEqual([]);
});

test('a program that is not there is a sentence too, and closing does not wait for it', async () => {
  const onEnd = vi.fn<(reason: string) => void>();
  const nothing = { node: '/no/such/node', script, arguments: [], pickFolder: () => Promise.resolve(null) };
  const engine = new EngineProcess({ ...nothing, onEvent: vi.fn(), onEnd });
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/could not start/)));
  await engine.close();
});

test('closing ends the process and does not start another', async () => {
  const { engine, told } = start();
  const pid = pidOf(await engine.call('hello', {}));
  told.length = 0;
  await engine.close();
  expect(() => process.kill(pid, 0)).toThrow();
  expect(told).toEqual([]);
  await expect(engine.call('hello', {})).rejects.toThrow(/closing/);
});
