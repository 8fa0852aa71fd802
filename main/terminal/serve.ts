import { join } from 'node:path';
import open from 'open';
import { openLibrary } from '../../app/library.ts';
import { serve } from '../server/serve.ts';

const pages = join(import.meta.dirname, '..', '..', 'dist', 'renderer');

/** Serves the window until it is interrupted. */
export async function serveWindow(options: {
  library: string;
  port: number;
  open: boolean;
  folders: string[];
}): Promise<void> {
  const library = await openLibrary({ directory: options.library, watch: true });
  const serving = await serve({ core: library, port: options.port, pages }).catch(async (error: unknown) => {
    await library.close();
    throw error;
  });
  process.stdout.write(
    `Twinlens is at ${serving.url}\nThis address holds a key: whoever has it sees your photos. Press Ctrl-C to end.\n`,
  );
  if (options.folders.length > 0) await library.call('scan', { folders: options.folders });
  if (options.open) await open(serving.url).catch(() => undefined);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await serving.close();
  await library.close();
}
