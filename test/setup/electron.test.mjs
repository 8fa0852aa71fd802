import { expect, test } from 'vitest';
import { refuseWhereNoWindowOpens } from '../../setup/electron.mjs';

const person = { getuid: () => 1000 };

test('Electron is left alone on Linux without a display, and as root', () => {
  expect(() => refuseWhereNoWindowOpens({ ...person, platform: 'linux', env: {} })).toThrow('no display');
  expect(() => refuseWhereNoWindowOpens({ getuid: () => 0, platform: 'linux', env: { DISPLAY: ':0' } })).toThrow(
    'root',
  );
  refuseWhereNoWindowOpens({ ...person, platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } });
  refuseWhereNoWindowOpens({ platform: 'darwin', env: {} });
});
