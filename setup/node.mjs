import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The program of Node 24 that package-lock.json names, with its hash, for this system; null where it names none (macOS,
 * Windows on ARM), or where optional packages were left out.
 */
export function lockedNode(root, { platform, arch } = process) {
  const windows = platform === 'win32';
  const name = `node-${windows ? 'win' : platform}-${arch}`;
  const program = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  return existsSync(program) ? program : null;
}
