import { expect, test, vi } from 'vitest';
import { type WindowCommand, windowCommands } from '../../app/contract/window-commands.ts';
import { runKey } from '../../renderer/commands/run-key.ts';
import { windowWide } from '../../renderer/commands/window-wide.ts';
import type { Session } from '../../renderer/state/session.svelte.ts';
import { keyWords, withKey } from '../../renderer/words/keys.ts';
import { kindOrder } from '../../renderer/words/kinds.ts';

const commands: [string, WindowCommand][] = Object.entries(windowCommands);

test('no key stands for two commands', () => {
  const keys = commands.flatMap(([, { keys }]) => keys);
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
});

test('a key runs the command that has it, where that is there and can be used', () => {
  const [mark, keep] = [vi.fn(), vi.fn()];
  const here = { mark: { run: mark }, keep: { can: () => false, run: keep } };
  expect(runKey({ key: 'x' }, here)).toBe(true);
  expect(runKey({ key: 'Delete' }, here)).toBe(true);
  expect(mark).toHaveBeenCalledTimes(2);
  expect(runKey({ key: 'k' }, here)).toBe(false);
  expect(keep).not.toHaveBeenCalled();
  // A command that another place has, a letter in capitals, and a key of no command.
  for (const key of ['d', 'X', 'F5']) expect(runKey({ key }, here)).toBe(false);
});

test('the keys of the kinds show these kinds, in the order in which the window names them', () => {
  const [filter, showAll] = [vi.fn(), vi.fn()];
  const session = { groups: { filter, showAll } } as unknown as Session;
  for (const key of ['0', '1', '2', '3', '4', '5', '6', '7']) expect(runKey({ key }, windowWide(session))).toBe(true);
  expect(showAll).toHaveBeenCalledOnce();
  expect(filter.mock.calls.flat()).toEqual(kindOrder);
});

test('a key is told as it stands on a keyboard', () => {
  expect(keyWords('previous-photo')).toBe('←');
  expect(keyWords('close')).toBe('Esc');
  expect(withKey('Mark it to go', 'mark')).toBe('Mark it to go (x)');
});
