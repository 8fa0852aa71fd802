/** electron-builder calls this when a package lies unpacked, before it is signed and wrapped. */
import { Arch } from 'electron-builder';
import { problemsOfPackage } from './check.mjs';

export default function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const problems = problemsOfPackage(appOutDir, packager.getResourcesDir(appOutDir), {
    platform: electronPlatformName,
    arch: Arch[arch],
  });
  if (problems.length > 0) throw new Error(`This package must not go out.\n${problems.join('\n')}`);
}
