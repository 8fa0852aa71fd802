/**
 * Who may talk to the loopback server. A page of any site can send requests to 127.0.0.1, and a name that is rebound to
 * it arrives as a request of its own origin: so the Host is checked before anything else, and everything but the static
 * pages asks for a session that only the holder of the printed token can open.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** True when both are equal, in a time that tells nothing about where they differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export class Guard {
  /** Goes into the URL's fragment, which no browser sends over the wire or into a log. */
  readonly token = randomBytes(32).toString('base64url');
  readonly #session = randomBytes(32).toString('base64url');
  readonly #cookie: string;
  readonly #hosts: ReadonlySet<string>;

  constructor(port: number) {
    this.#hosts = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`));
    // Cookies are shared between the ports of a host: two libraries served at once must not overwrite each other's.
    this.#cookie = `twinlens-${port}`;
  }

  /** False for a name that someone else has pointed at this machine (DNS rebinding). */
  knowsHost(headers: IncomingHttpHeaders): boolean {
    return headers.host !== undefined && this.#hosts.has(headers.host.toLowerCase());
  }

  /** False for a request that a foreign page had the browser send, a page on another port of this machine included. */
  isFromOwnPage(headers: IncomingHttpHeaders, writes: boolean): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return false;
    if (headers.origin === undefined) return !writes;
    return headers.origin === `http://${headers.host ?? ''}`;
  }

  /** The `Set-Cookie` line that opens a session, or null when the token is not ours. */
  openSession(token: string): string | null {
    if (!equal(token, this.token)) return null;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  hasSession(headers: IncomingHttpHeaders): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const own = cookies.find((pair) => pair.startsWith(`${this.#cookie}=`));
    return own !== undefined && equal(own.slice(this.#cookie.length + 1), this.#session);
  }
}
