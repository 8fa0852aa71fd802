/** The page that asks for the password: plain HTML that needs no script, and holds nothing of the library. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonHeaders, Refusal } from '../answer.ts';
import { readBody } from '../body.ts';
import type { OpenedGuard } from './opened-guard.ts';

/** A password and its field's name. */
const largestForm = 8 * 1024;

const style = `:root { color-scheme: light dark; font: 16px system-ui, sans-serif; }
body { display: grid; place-content: center; min-height: 90vh; }
form { display: grid; gap: 12px; width: min(22rem, 90vw); }
input, button { font: inherit; padding: 8px; }`;
const styleHash = createHash('sha256').update(style).digest('base64');

const policy = [
  ...["default-src 'none'", `style-src 'sha256-${styleHash}'`, "form-action 'self'"],
  ...["base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

function page(message: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Twinlens</title>
<style>${style}</style>
<form method="post" action="/session">
<h1>Twinlens</h1>
<p role="alert">${message}</p>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" autofocus required>
<button>Open</button>
</form>
</html>
`;
}

export function answerSignInPage(response: ServerResponse, status = 200, message = '', headers = {}) {
  const bytes = Buffer.from(page(message));
  response
    .writeHead(status, {
      ...commonHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': bytes.length,
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      // Without a referrer a browser would hide where the form was sent from as well.
      'Referrer-Policy': 'same-origin',
      ...headers,
    })
    .end(bytes);
}

/** Answers the form: with a session and the way to the window, or with the form again and the reason. */
export async function signIn(guard: OpenedGuard, request: IncomingMessage, response: ServerResponse) {
  const form = new URLSearchParams(
    await readBody(request, { type: 'application/x-www-form-urlencoded', largest: largestForm }),
  );
  const address = request.socket.remoteAddress ?? '';
  try {
    const cookie = await guard.openSession(form.get('password') ?? '', address, request.headers);
    if (cookie === null) answerSignInPage(response, 401, 'That is not the password.');
    else response.writeHead(303, { ...commonHeaders, Location: '/', 'Set-Cookie': cookie }).end();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answerSignInPage(response, error.status, error.message, error.headers);
  }
}
