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
  return {
    pages: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'main', 'electron', 'preload.cjs'),
    icon: join(root, 'resources', 'icons', 'icon.png'),
    ...(app.isPackaged
      ? {
          node: join(resources, 'node', platform === 'win32' ? 'node.exe' : 'node'),
          // Plain Node cannot read the archive: what it runs lies beside it.
          engine: join(resources, 'core', 'main', 'engine.js'),
        }
      : {
          // `npm start` knows which Node it is; where Electron was started by hand, the one on the PATH.
          node: process.env['TWINLENS_NODE'] ?? 'node',
          engine: join(root, 'main', 'engine.ts'),
        }),
  };
}
