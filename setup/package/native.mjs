/** For which system and chip a program or library was built, told by its first bytes, whatever its name says. */
import { closeSync, openSync, readSync } from 'node:fs';

const elf = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const machO = new Map([
  [0x0100_0007, 'x64'],
  [0x0100_000c, 'arm64'],
]);
const pe = new Map([
  [0x014c, 'ia32'],
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

/** Enough for the headers of all three: a PE's second header may lie some way behind its first. */
const headerBytes = 4096;

/**
 * @returns `{platform, arch}` of a program or library (ELF, Mach-O, PE), `arch` being `universal` where it holds several
 * and `unknown` where its chip is none of ours; null for any other file.
 */
export function nativeTarget(file) {
  const header = Buffer.alloc(headerBytes);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, header, 0, headerBytes, 0);
  closeSync(descriptor);
  return targetOf(header.subarray(0, length));
}

export function targetOf(header) {
  if (header.length < 20) return null;
  const magic = header.readUInt32BE(0);
  if (magic === 0x7f45_4c46) return { platform: 'linux', arch: elf.get(header.readUInt16LE(18)) ?? 'unknown' };
  if (magic === 0xcffa_edfe) return { platform: 'darwin', arch: machO.get(header.readUInt32LE(4)) ?? 'unknown' };
  // A Java class begins with the same four bytes; its fifth to eighth are a version, at least 45.
  if (magic === 0xcafe_babe && header.readUInt32BE(4) < 40) return { platform: 'darwin', arch: 'universal' };
  if (magic >>> 16 === 0x4d5a && header.length >= 64) {
    const second = header.readUInt32LE(60);
    if (second + 6 <= header.length && header.readUInt32BE(second) === 0x5045_0000)
      return { platform: 'win32', arch: pe.get(header.readUInt16LE(second + 4)) ?? 'unknown' };
  }
  return null;
}
