import { join } from 'node:path';
import open from 'open';
import { openLibrary } from '../../app/library.ts';
import { desktopHost } from '../desktop-host.ts';
import { serve, type Opened } from '../server/serve.ts';

const pages = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

/** Serves the window until it is interrupted. */
export async function serveWindow(options: {
  library: string;
  port: number;
  open: boolean;
  folders: string[];
  opened?: Opened | undefined;
}): Promise<void> {
  const { opened } = options;
  // What a stranger's browser asks for must not open programs here.
  const host = opened === undefined ? desktopHost : {};
  const library = await openLibrary({ directory: options.library, host, watch: true });
  const serving = await serve({ core: library, port: options.port, pages, opened }).catch(async (error: unknown) => {
    await library.close();
    throw error;
  });
  const warning =
    opened === undefined
      ? 'This address holds a key: whoever has it sees your photos.'
      : 'Whoever knows the password sees your photos, and may move them. What goes over the network is not encrypted.';
  process.stdout.write(`Twinlens is at ${serving.url}\n${warning} Press Ctrl-C to end.\n`);
  if (options.folders.length > 0) await library.call('scan', { folders: options.folders });
  if (options.open) await open(serving.url).catch(() => undefined);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await serving.close();
  await library.close();
}
