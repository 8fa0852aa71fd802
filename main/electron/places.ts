import { join } from 'node:path';

export interface Places {
  node: string;
  engine: string;
  pages: string;
  preload: string;
  icon: string;
}

/** Where things lie: beside the package when installed, in the checkout in development. */
export function places(
  app: { isPackaged: boolean; getAppPath(): string },
  resources: string,
  platform: NodeJS.Platform,
): Places {
  const root = app.getAppPath();
  const program = platform === 'win32' ? 'node.exe' : 'node';
  return {
    pages: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'main', 'electron', 'preload.cjs'),
    icon: join(root, 'resources', 'icons', 'icon.png'),
    ...(app.isPackaged
      ? {
          node: join(resources, 'node', program),
          // Plain Node cannot read the archive: what it runs lies unpacked beside it.
          engine: join(`${root}.unpacked`, 'dist', 'main', 'engine.js'),
        }
      : { node: join(root, 'node_modules', 'node', 'bin', program), engine: join(root, 'main', 'engine.ts') }),
  };
}
