import { expect, test } from 'vitest';
import { Sessions } from '../../../main/server/opened/sessions.ts';
import { Tries } from '../../../main/server/opened/tries.ts';

const hour = 3_600_000;

test('a session ends when it was not used for half a day', () => {
  const sessions = new Sessions();
  const key = sessions.open(0);
  expect(sessions.has(key, 11 * hour)).toBe(true);
  expect(sessions.has(key, 22 * hour)).toBe(true);
  expect(sessions.has(key, 35 * hour)).toBe(false);
  expect(sessions.has(key, 35 * hour)).toBe(false);
});

test('a session ends after a month, however much it is used', () => {
  const sessions = new Sessions();
  const key = sessions.open(0);
  for (let time = 0; time <= 720 * hour; time += 6 * hour) expect(sessions.has(key, time)).toBe(true);
  expect(sessions.has(key, 721 * hour)).toBe(false);
});

test('of too many sessions the oldest ends', () => {
  const sessions = new Sessions();
  const keys = Array.from({ length: 101 }, () => sessions.open(0));
  expect(keys.filter((key) => !sessions.has(key, 1))).toEqual([keys[0]]);
});

test('each wrong password doubles the waiting, up to a minute, and an hour later it is forgotten', () => {
  const tries = new Tries();
  const waits = [];
  let time = 0;
  for (let count = 0; count < 9; count++) {
    tries.begin('192.0.2.1', time);
    waits.push(tries.wait('192.0.2.1', time));
    time += 60_000;
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  tries.begin('192.0.2.2', time + hour);
  expect(tries.wait('192.0.2.1', time + hour)).toBe(0);
  tries.begin('192.0.2.1', time + hour);
  expect(tries.wait('192.0.2.1', time + hour)).toBe(1000);
});

test.each([
  ['192.0.2.1', '::ffff:192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['2001:db8::1', '2001:db8::2:3:4:5', true],
  ['2001:db8:0:0:1::', '2001:db8::', true],
  ['2001:db8:0:1::1', '2001:db8::1', false],
  ['fe80::1%eth0', 'fe80::2', true],
])('%s and %s count as one: %s', (one, other, same) => {
  const tries = new Tries();
  tries.begin(one, 0);
  expect(tries.wait(other, 0) > 0).toBe(same);
});

test('a right password takes the waiting away', () => {
  const tries = new Tries();
  tries.begin('192.0.2.1', 0);
  tries.succeed('192.0.2.1');
  expect(tries.wait('192.0.2.1', 0)).toBe(0);
});
