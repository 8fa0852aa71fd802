/** A whole scan by Twinlens in a process of its own: when the first group was there, and all groups at the end. */
import { openLibrary } from '../../app/library.ts';

const [folder = '', directory = ''] = process.argv.slice(2);
const started = performance.now();
const library = await openLibrary({ directory });
let firstSeconds: number | null = null;
library.on('groups', ({ soFar }) => {
  if (soFar !== true || firstSeconds !== null) return;
  void library.call('groups', { limit: 1 }).then(({ total }) => {
    if (total > 0) firstSeconds ??= (performance.now() - started) / 1000;
  });
});
const { job } = await library.call('scan', { folders: [folder] });
await library.finished(job);
const { groups } = await library.call('groups', {});
await library.close();
process.stdout.write(
  JSON.stringify({ firstSeconds, groups: groups.map(({ photos }) => photos.map(({ path }) => path)) }),
);
