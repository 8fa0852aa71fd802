/** Drives of a test's own: small, full, locked or seen under two paths. Only root may mount, and not everywhere. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Whether tests may mount; those that need it are skipped elsewhere. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && triesToMount();

/** A drive in memory. @param size as `mount` has it, `2m` for example. */
export function memoryDrive(folder: string, size: string): string {
  return mounted(folder, ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
}

/** A drive with a file system of its own, in a file. */
export function imageDrive(folder: string, megabytes: number): string {
  const image = `${folder}.img`;
  execFileSync('dd', ['if=/dev/zero', `of=${image}`, 'bs=1M', `count=${megabytes}`], { stdio: 'ignore' });
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'ignore' });
  return mounted(folder, ['-o', 'loop', image, folder]);
}

/** Shows a folder under a second path. */
export function secondPath(folder: string, to: string): string {
  return mounted(to, ['--bind', folder, to]);
}

/** From now on the drive can only be read. */
export function lock(drive: string): void {
  execFileSync('mount', ['-o', 'remount,ro', drive]);
}

/** Fills a drive to its last byte with one file, whose path is given back. */
export function fillUp(drive: string): string {
  const fill = join(drive, 'fill');
  for (const block of ['64k', '1k']) {
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${fill}`, `bs=${block}`, 'oflag=append', 'conv=notrunc,fsync'], {
        stdio: 'ignore',
      });
    } catch {
      // It ends when nothing more fits.
    }
  }
  return fill;
}

function mounted(folder: string, options: string[]): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', options);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

function triesToMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'twinlens-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
