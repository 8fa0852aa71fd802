/** Which request is answered by whom, after it was found out whether it may be answered at all. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Core } from '../../app/contract/contract.ts';
import { answerJson, Refusal } from './answer.ts';
import { readJson } from './body.ts';
import { answerCall } from './calls.ts';
import { streamEvents } from './events.ts';
import { Guard } from './guard.ts';
import { OpenedGuard } from './opened/opened-guard.ts';
import { answerSignInPage, signIn } from './opened/sign-in-page.ts';
import { answerPage } from './pages.ts';
import { answerPhoto } from './photos.ts';

const SessionRequest = z.object({ token: z.string() });

interface Rooms {
  core: Core;
  guard: Guard | OpenedGuard;
  pages: string;
}

export async function route(request: IncomingMessage, response: ServerResponse, { core, guard, pages }: Rooms) {
  if (!guard.knowsHost(request.headers)) throw new Refusal(421, unknownName(guard));
  const [address = '/'] = (request.url ?? '/').split('?');
  const [, room, rest] = /^\/(call|events|photo|session)(?:\/(.*))?$/.exec(address) ?? [];
  if (room === undefined) {
    if (request.method !== 'GET') throw new Refusal(405, 'Pages can only be read.');
    if (guard instanceof OpenedGuard && !guard.hasSession(request.headers)) answerSignInPage(response);
    else await answerPage(pages, address, response);
    return;
  }
  const writes = request.method !== 'GET';
  if (!guard.isFromOwnPage(request.headers, writes)) throw new Refusal(403, 'This request came from a foreign page.');
  const asked = `${request.method ?? ''} ${room}`;
  if (asked === 'POST session') {
    if (guard instanceof OpenedGuard) await signIn(guard, request, response);
    else await openSession(guard, request, response);
    return;
  }
  if (!guard.hasSession(request.headers)) throw noSession(guard);
  if (asked === 'GET session') response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
  else if (asked === 'POST call') await answerCall(core, rest ?? '', request, response);
  else if (asked === 'GET events') streamEvents(core, response, () => guard.hasSession(request.headers));
  else if (asked === 'GET photo') await answerPhoto(core, rest ?? '', request, response);
  else throw new Refusal(405, 'This address takes no such request.');
}

async function openSession(guard: Guard, request: IncomingMessage, response: ServerResponse) {
  const { data } = SessionRequest.safeParse(await readJson(request));
  const cookie = data ? guard.openSession(data.token) : null;
  if (cookie === null) throw noSession(guard);
  answerJson(response, 200, {}, { 'Set-Cookie': cookie });
}

function unknownName(guard: Guard | OpenedGuard): string {
  if (guard instanceof Guard) return 'This server answers to its own address only.';
  return 'This server does not know that it is called so: start it with --name and this name, or use its address in numbers.';
}

function noSession(guard: Guard | OpenedGuard): Refusal {
  if (guard instanceof Guard) return new Refusal(401, 'Open Twinlens again from where it was started.');
  // The window loads its page anew when it reads this, and gets the one that asks for the password.
  return new Refusal(401, 'Your session has ended: load this page again.', { 'Twinlens-Sign-In': 'required' });
}

export function turnDown(response: ServerResponse, error: unknown) {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof Refusal) {
    // What is left of an unread body would be taken for the next request.
    answerJson(response, error.status, { error: error.message }, { Connection: 'close', ...error.headers });
    return;
  }
  console.error(error);
  answerJson(response, 500, { error: 'Something went wrong inside Twinlens. Its terminal says more.' });
}
