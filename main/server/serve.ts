/** The core as a small web server: the window's pages, calls, events and photos. On this machine only, unless opened. */
import { createServer, type Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Core } from '../../app/contract/contract.ts';
import { errorCode, PersonError } from '../../app/errors.ts';
import { Guard } from './guard.ts';
import { OpenedGuard } from './opened/opened-guard.ts';
import { assertPages } from './pages.ts';
import { route, turnDown } from './route.ts';

export interface Serving {
  /** Opens the window; its fragment holds the token, so show it to nobody but the person. An opened server has none. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** What opens a server to a network: the address that it listens on, what it asks for, and the names it is known by. */
export interface Opened {
  host: string;
  password: string;
  names: readonly string[];
}

interface ServeOptions {
  core: Core;
  /** 0 takes any free port. */
  port: number;
  /** The folder of the built window. */
  pages: string;
  /** Left out, the server listens on 127.0.0.1 alone and asks for the token of its address. */
  opened?: Opened | undefined;
  /** How long a request may take to arrive, in milliseconds: its headers, and all of it. */
  patience?: { headers: number; request: number };
}

/** Enough for every browser of a household, and few enough that nobody takes all of the system's. */
const mostConnections = 500;

/** @throws PersonError when the port is taken, the password too short, or the pages were never built. */
export async function serve({
  core,
  port,
  pages,
  opened,
  patience = { headers: 10_000, request: 60_000 },
}: ServeOptions): Promise<Serving> {
  await assertPages(pages);
  const server = createServer({
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    connectionsCheckingInterval: patience.headers / 2,
  });
  server.maxConnections = mostConnections;
  const host = opened?.host ?? '127.0.0.1';
  const openPort = await listen(server, host, port);
  const guard =
    opened === undefined ? new Guard(openPort) : await OpenedGuard.make({ ...opened, port: openPort }).catch(end);
  server.on('request', (request, response) => {
    route(request, response, { core, guard, pages }).catch((error: unknown) => turnDown(response, error));
  });

  function end(error: unknown): never {
    server.close();
    throw error;
  }
  const address = `http://${isIPv6(host) ? `[${host}]` : host}:${openPort}/`;
  return {
    url: guard instanceof Guard ? `${address}#token=${guard.token}` : address,
    port: openPort,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Event streams never end by themselves.
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explained(error: Error, host: string, port: number): Error {
  const code = errorCode(error);
  if (code === 'EADDRINUSE')
    return new PersonError(`Port ${port} is taken by another program: choose another one with --port.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new PersonError(`${host} is no address of this computer: name one with --host, or 0.0.0.0 for all.`);
  return error;
}
