/** The core as a small web server on this machine only: the window's pages, calls, events and photos. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Core } from '../../app/contract/contract.ts';
import { errorCode, PersonError } from '../../app/errors.ts';
import { answerJson, Refusal } from './answer.ts';
import { readJson } from './body.ts';
import { answerCall } from './calls.ts';
import { streamEvents } from './events.ts';
import { Guard } from './guard.ts';
import { answerPage, assertPages } from './pages.ts';
import { answerPhoto } from './photos.ts';

export interface Serving {
  /** Opens the window; its fragment holds the token, so show it to nobody but the person. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const SessionRequest = z.object({ token: z.string() });

/** Serves a core on 127.0.0.1. `pages` is the folder of the built window; port 0 takes any free port. */
export async function serve({ core, port, pages }: { core: Core; port: number; pages: string }): Promise<Serving> {
  await assertPages(pages);
  const server = createServer();
  const openPort = await listen(server, port);
  const guard = new Guard(openPort);
  server.on('request', (request, response) => {
    route(request, response, { core, guard, pages }).catch((error: unknown) => turnDown(response, error));
  });
  return {
    url: `http://127.0.0.1:${openPort}/#token=${guard.token}`,
    port: openPort,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Event streams never end by themselves.
        server.closeAllConnections();
      }),
  };
}

interface Rooms {
  core: Core;
  guard: Guard;
  pages: string;
}

async function route(request: IncomingMessage, response: ServerResponse, { core, guard, pages }: Rooms) {
  if (!guard.knowsHost(request.headers)) throw new Refusal(421, 'This server answers to its own address only.');
  const [address = '/'] = (request.url ?? '/').split('?');
  const [, room, rest] = /^\/(call|events|photo|session)(?:\/(.*))?$/.exec(address) ?? [];
  if (room === undefined) {
    if (request.method !== 'GET') throw new Refusal(405, 'Pages can only be read.');
    await answerPage(pages, address, response);
    return;
  }
  const writes = request.method !== 'GET';
  if (!guard.isFromOwnPage(request.headers, writes)) throw new Refusal(403, 'This request came from a foreign page.');
  const asked = `${request.method ?? ''} ${room}`;
  if (asked === 'POST session') {
    await openSession(guard, request, response);
    return;
  }
  if (!guard.hasSession(request.headers)) throw new Refusal(401, 'Open Twinlens again from where it was started.');
  if (asked === 'GET session') response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
  else if (asked === 'POST call') await answerCall(core, rest ?? '', request, response);
  else if (asked === 'GET events') streamEvents(core, response);
  else if (asked === 'GET photo') await answerPhoto(core, rest ?? '', request, response);
  else throw new Refusal(405, 'This address takes no such request.');
}

async function openSession(guard: Guard, request: IncomingMessage, response: ServerResponse) {
  const { data } = SessionRequest.safeParse(await readJson(request));
  const cookie = data ? guard.openSession(data.token) : null;
  if (cookie === null) throw new Refusal(401, 'Open Twinlens again from where it was started.');
  answerJson(response, 200, {}, { 'Set-Cookie': cookie });
}

function turnDown(response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof Refusal) {
    // What is left of an unread body would be taken for the next request.
    answerJson(response, error.status, { error: error.message }, { Connection: 'close' });
    return;
  }
  console.error(error);
  answerJson(response, 500, { error: 'Something went wrong inside Twinlens. Its terminal says more.' });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = errorCode(error) === 'EADDRINUSE';
      reject(
        taken ? new PersonError(`Port ${port} is taken by another program: choose another one with --port.`) : error,
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
