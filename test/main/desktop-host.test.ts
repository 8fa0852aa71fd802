import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { desktopHost, fileManagers } from '../../main/desktop-host.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinlens-desktop-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Stands in for a program of the desktop: writes down what it was given, an argument a line. */
function program(name: string, exitCode: number) {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > ${join(folder, `${name}.txt`)}\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
}
const givenTo = (name: string) =>
  readFileSync(join(folder, `${name}.txt`), 'utf8')
    .trim()
    .split('\n');
const odd = '/photos/“Zoë”; rm -rf $HOME, `x`/a b.jpg';

test.skipIf(process.platform !== 'linux')(
  'on Linux the file manager is asked, and where it is silent the folder opened',
  async () => {
    vi.stubEnv('PATH', `${folder}${delimiter}/usr/bin${delimiter}/bin`);
    program('dbus-send', 0);
    await desktopHost.showInFolder?.(odd);
    expect(givenTo('dbus-send').at(-2)).toBe(
      'array:string:file:///photos/%E2%80%9CZo%C3%AB%E2%80%9D;%20rm%20-rf%20$HOME%2C%20%60x%60/a%20b.jpg',
    );
    program('dbus-send', 1);
    program('xdg-open', 0);
    await desktopHost.showInFolder?.(odd);
    expect(givenTo('xdg-open')).toEqual(['/photos/“Zoë”; rm -rf $HOME, `x`']);
    program('xdg-open', 4);
    await expect(desktopHost.showInFolder?.(odd)).rejects.toThrow(`The photo is ${odd}`);
  },
);

test('on macOS and Windows the system’s own way is taken', () => {
  expect(fileManagers('darwin', '/a b.jpg')).toEqual([['open', '-R', '/a b.jpg']]);
  expect(fileManagers('win32', 'C:\\a b.jpg')).toEqual([['explorer.exe', '/select,"C:\\a b.jpg"']]);
});
