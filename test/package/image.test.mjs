/** What the image for servers holds, laid out by the script that the Dockerfile runs, and run as the image runs it. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageStage, layOutImage } from '../../setup/package/stage.mjs';
import { paint } from '../e2e/photos.ts';

const password = 'correct horse battery staple';
/** Debian's “nobody”: as root, the server is run as someone who is not. */
const nobody = 65_534;
const asRoot = process.getuid?.() === 0;

describe.skipIf(process.platform !== 'linux')('the image for servers', () => {
  let folder;
  let server;
  let port;

  beforeAll(async () => {
    await layOutImage(process.execPath);
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinlens-image-')));
    cpSync(imageStage, join(folder, 'twinlens'), { recursive: true });
    for (const name of ['photos', 'library']) mkdirSync(join(folder, name));
    await paint(1)
      .jpeg()
      .toFile(join(folder, 'photos', 'one.jpg'));
    await paint(1)
      .jpeg({ quality: 60 })
      .toFile(join(folder, 'photos', 'again.jpg'));
    chmodSync(folder, 0o755);
    // As a folder that is mounted to be read only.
    chmodSync(join(folder, 'photos'), 0o555);
    if (asRoot) chownSync(join(folder, 'library'), nobody, nobody);
    server = start({ TWINLENS_PASSWORD: password, TWINLENS_PORT: '0' });
    port = await announcedPort(server);
  });

  afterAll(async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    expect(await gone).toBe(0);
    chmodSync(join(folder, 'photos'), 0o755);
    rmSync(folder, { recursive: true, force: true });
  });

  function start(environment) {
    return spawn(join(folder, 'twinlens', 'serve'), [join(folder, 'photos')], {
      env: {
        PATH: process.env.PATH,
        HOME: join(folder, 'library'),
        TWINLENS_LIBRARY: join(folder, 'library'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(asRoot ? { uid: nobody, gid: nobody } : {}),
    });
  }

  async function ask(path, cookie, body) {
    const address = `http://127.0.0.1:${port}`;
    return fetch(address + path, {
      method: body === undefined ? 'GET' : 'POST',
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Origin: address, ...(cookie ? { Cookie: cookie } : {}) },
    });
  }

  test('finds copies in a folder that can only be read, for whoever has the password', async () => {
    expect((await ask('/session')).status).toBe(401);
    const signedIn = await fetch(`http://127.0.0.1:${port}/session`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ password }),
      headers: { Origin: `http://127.0.0.1:${port}` },
    });
    expect(signedIn.status).toBe(303);
    const cookie = signedIn.headers.get('set-cookie').split(';')[0];
    expect(await (await ask('/', cookie)).text()).toContain('<script type="module"');
    const groups = async () => (await (await ask('/call/groups', cookie, {})).json()).groups;
    const kept = async () => (await groups()).map(({ photos }) => photos.map(({ keep }) => keep));
    await expect.poll(kept, { timeout: 60_000 }).toEqual([[true, false]]);
    const [{ photos }] = await groups();
    const picture = await ask(`/photo/${photos[0].sha256}/thumbnail`, cookie);
    expect(picture.headers.get('content-type')).toMatch(/^image\//);
    expect(statSync(join(folder, 'library', 'library.sqlite')).uid).toBe(asRoot ? nobody : process.getuid());
  });

  test('its health is asked by a script of its own, which says when nobody answers', () => {
    const health = (of) =>
      spawnSync(join(folder, 'twinlens', 'health'), { env: { TWINLENS_PORT: `${of}`, PATH: process.env.PATH } });
    expect(health(port).status).toBe(0);
    expect(health(1).status).toBe(1);
  });

  test('it does not start without a password', async () => {
    const refused = start({ TWINLENS_LIBRARY: join(folder, 'library', 'other') });
    let words = '';
    refused.stderr.setEncoding('utf8').on('data', (text) => (words += text));
    expect(await new Promise((resolve) => refused.once('exit', resolve))).toBe(1);
    expect(words).toContain('A server that is opened with --host needs a password');
  });
});

function announcedPort(server) {
  return new Promise((resolve, reject) => {
    let words = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        words += text;
        const found = /Twinlens is at http:\/\/0\.0\.0\.0:(\d+)\//.exec(words);
        if (found) resolve(Number(found[1]));
      });
    }
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${words}`)));
  });
}
