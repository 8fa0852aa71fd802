import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuseWithoutSandbox } from '../../setup/electron.mjs';
import { sandboxDenied } from '../../setup/sandbox.mjs';

let root;
const program = '/home/ada/twinlens/node_modules/electron/dist/electron';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twinlens-sandbox-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('a system that says nothing about namespaces allows them', () => {
  expect(sandboxDenied(program, root)).toBeNull();
  write('proc/sys/kernel/apparmor_restrict_unprivileged_userns', '0\n');
  write('proc/sys/kernel/unprivileged_userns_clone', '1\n');
  write('proc/sys/user/max_user_namespaces', '63459\n');
  expect(sandboxDenied(program, root)).toBeNull();
});

test('Ubuntu’s AppArmor denies them, unless there is a profile for this program', () => {
  write('proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n');
  expect(sandboxDenied(program, root)).toMatchObject({
    reason: expect.stringMatching(/AppArmor/),
    help: expect.stringMatching(/deb package.*sysctl/),
  });
  write('etc/apparmor.d/other', 'profile other /usr/bin/other flags=(unconfined) { userns, }');
  expect(sandboxDenied(program, root)).not.toBeNull();
  write('etc/apparmor.d/mine', `profile mine ${program} flags=(unconfined) { userns, }`);
  expect(sandboxDenied(program, root)).toBeNull();
});

test.each([
  ['kernel/unprivileged_userns_clone', '0\n'],
  ['user/max_user_namespaces', '0\n'],
])('a system whose %s is 0 denies them too', (name, value) => {
  write(`proc/sys/${name}`, value);
  expect(sandboxDenied(program, root)).toMatchObject({ reason: expect.stringMatching(/nobody but root/) });
});

test('what helps is said once, the reason each time', () => {
  const denied = { reason: 'it is denied', help: 'Allow it.' };
  const said = join(root, 'said');
  refuseWithoutSandbox(null, said);
  expect(() => refuseWithoutSandbox(denied, said)).toThrow('it is denied (Allow it)');
  expect(() => refuseWithoutSandbox(denied, said)).toThrow(/^it is denied$/);
});
