/**
 * Runs the packaged shell and asks what a window would ask, through its own bridge: node drive.mjs RESOURCES SHELL
 * PHOTOS HOME. Prints one JSON object.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const [resources, shell, photos, home] = process.argv.slice(2);
process.resourcesPath = resources;
process.env.TWINLENS_TEST_HOME = home;
process.argv = [process.argv[0], '--library', join(home, 'library'), photos];

const { standIn, app } = await import(pathToFileURL(join(shell, 'node_modules', 'electron', 'index.js')));
await import(pathToFileURL(join(shell, 'dist', 'main', 'electron', 'main.js')));
while (standIn.window === null) await sleep(20);

const { webContents } = standIn.window;
async function call(name, input = {}) {
  const handler = standIn.handlers.get('twinlens');
  // What crosses the bridge is a structured clone.
  const answer = await handler(
    { sender: webContents, senderFrame: webContents.mainFrame },
    name,
    structuredClone(input),
  );
  if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
  return structuredClone(answer.output);
}

async function idle() {
  for (;;) {
    const { jobs } = await call('library');
    if (jobs.length === 0) return;
    await sleep(100);
  }
}

async function picture(sha256, size) {
  const response = await standIn.protocols.get('photo')({ url: `photo://photo/${sha256}/${size}` });
  return Buffer.from(await response.arrayBuffer()).toString('base64');
}

const result = {};
while ((await call('library')).photos === 0) await sleep(50);
await idle();
const { groups } = await call('groups');
result.groups = groups;
const [{ sha256 }] = groups[0].photos;
result.pictures = [await picture(sha256, 'thumbnail'), await picture(sha256, 'preview')];
result.unknownPicture = await picture('0'.repeat(64), 'preview');

const pairs = groups.flatMap(({ photos: [keeper, ...others] }) =>
  others.map(({ sha256: b }) => ({ a: keeper.sha256, b })),
);
const strangers = groups.slice(1).map(({ photos: [{ sha256: b }] }) => ({ a: groups[0].photos[0].sha256, b }));
await call('judge', { pairs, verdict: 'same', origin: 'pair' });
await call('judge', { pairs: strangers, verdict: 'different', origin: 'pair' });
await call('learn');
await idle();
result.heads = (await call('heads')).heads;
result.lessons = standIn.events.filter((event) => event === 'job').length;

const removal = { to: join(home, 'put away'), mergeMetadata: 'keeper' };
result.plan = await call('plan', removal);
await call('apply', removal);
await idle();
result.applied = (await call('history')).operations[0];
await call('undo', { operation: result.applied.operation });
await idle();
result.undone = (await call('history')).operations[0];
process.stdout.write(JSON.stringify(result), () => app.quit());
