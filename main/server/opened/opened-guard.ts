/**
 * Who may talk to a server that was opened to a network. A page of any site may point its own name at this machine (DNS
 * rebinding), so only names that nobody else can hold are answered: plain addresses, this computer's own name, and those
 * that the person gave. Everything, the window's pages included, asks for a session, which only the password opens.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Refusal } from '../answer.ts';
import { Password } from './password.ts';
import { Sessions } from './sessions.ts';
import { Tries } from './tries.ts';

/** Each takes 64 MiB: more at once would be a way to fill the memory. */
const mostWaiting = 8;

export class OpenedGuard {
  readonly #password: Password;
  readonly #cookie: string;
  readonly #names: ReadonlySet<string>;
  readonly #sessions = new Sessions();
  readonly #tries = new Tries();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  private constructor(password: Password, port: number, names: readonly string[]) {
    this.#password = password;
    this.#cookie = `twinlens-${port}`;
    const own = hostname().toLowerCase();
    this.#names = new Set(['localhost', own, `${own}.local`, ...names.map((name) => name.toLowerCase())]);
  }

  /** @throws PersonError when the password is too short. */
  static async make(options: { password: string; port: number; names: readonly string[] }): Promise<OpenedGuard> {
    return new OpenedGuard(await Password.of(options.password), options.port, options.names);
  }

  knowsHost({ host }: IncomingHttpHeaders): boolean {
    const name = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<plain>[a-z0-9._-]+))(?::\d{1,5})?$/i.exec(host ?? '')?.groups;
    if (name?.six !== undefined) return isIP(name.six) === 6;
    return name?.plain !== undefined && (isIP(name.plain) === 4 || this.#names.has(name.plain.toLowerCase()));
  }

  /** False for a request that a foreign page had the browser send. A proxy that adds TLS speaks of https. */
  isFromOwnPage(headers: IncomingHttpHeaders, writes: boolean): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') return false;
    if (headers.origin === undefined) return !writes;
    return [`http://${headers.host ?? ''}`, `https://${headers.host ?? ''}`].includes(headers.origin);
  }

  /**
   * The `Set-Cookie` line that opens a session; null when the password is wrong.
   * @throws Refusal 429 while this address has to wait.
   */
  async openSession(words: string, address: string, headers: IncomingHttpHeaders): Promise<string | null> {
    const wait = this.#tries.wait(address, now());
    if (wait > 0 || this.#waiting >= mostWaiting) {
      const seconds = Math.max(1, Math.ceil(wait / 1000));
      throw new Refusal(429, `Too many tries: wait ${seconds} s, then try again.`, { 'Retry-After': `${seconds}` });
    }
    this.#tries.begin(address, now());
    this.#waiting += 1;
    const matching = this.#queue.then(() => this.#password.matches(words));
    this.#queue = matching.catch(() => undefined);
    const matches = await matching.finally(() => (this.#waiting -= 1));
    if (!matches) {
      this.#tries.fail(address, now());
      return null;
    }
    this.#tries.succeed(address);
    const secure = headers.origin?.startsWith('https:') === true ? '; Secure' : '';
    return `${this.#cookie}=${this.#sessions.open(now())}; HttpOnly; SameSite=Strict; Path=/${secure}`;
  }

  hasSession(headers: IncomingHttpHeaders): boolean {
    const key = this.#keyOf(headers);
    return key !== null && this.#sessions.has(key, now());
  }

  #keyOf({ cookie = '' }: IncomingHttpHeaders): string | null {
    const own = cookie.split(';').find((pair) => pair.trim().startsWith(`${this.#cookie}=`));
    return own?.trim().slice(this.#cookie.length + 1) ?? null;
  }
}

/** A clock that nobody sets back. */
function now(): number {
  return performance.now();
}
