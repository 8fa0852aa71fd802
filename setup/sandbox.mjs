/** Whether this Linux lets Electron have the user namespaces that Chromium's sandbox is made of. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Why Electron would end before it shows anything, as a clause, and what helps, as a sentence; null where it can run. Read
 * beforehand, because Electron itself only dies, by SIGTRAP (electron/electron#42510).
 * @param program Electron's program.
 * @param root the file system's root: another one in tests.
 */
export function sandboxDenied(program, root = '/') {
  const setting = (path) => read(join(root, 'proc/sys', path))?.trim();
  // A helper that belongs to root and runs as root needs no such namespaces.
  if (isSetuidRoot(join(dirname(program), 'chrome-sandbox'))) return null;
  if (setting('kernel/apparmor_restrict_unprivileged_userns') === '1' && !hasProfile(program, root)) {
    return {
      reason: 'AppArmor denies programs outside the system’s folders the namespaces of Electron’s sandbox',
      help: 'Twinlens’ deb package brings the permission along; “sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0” gives it to all programs until the next restart.',
    };
  }
  if (setting('kernel/unprivileged_userns_clone') === '0' || setting('user/max_user_namespaces') === '0') {
    return {
      reason: 'this system lets nobody but root make the namespaces of Electron’s sandbox',
      help: '“sudo sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000” allows them until the next restart.',
    };
  }
  return null;
}

/** True where somebody has written an AppArmor profile for this program. */
function hasProfile(program, root) {
  const folder = join(root, 'etc/apparmor.d');
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .some(({ name }) => read(join(folder, name))?.includes(program));
  } catch {
    return false;
  }
}

function isSetuidRoot(helper) {
  const stat = statSync(helper, { throwIfNoEntry: false });
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4000) !== 0;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
