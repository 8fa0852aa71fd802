/**
 * Who has given the password. A session ends when it was not used for a while, after a month, and when
 * the server ends. */
import { createHash, randomBytes } from 'node:crypto';

const longestIdle = 12 * 3_600_000;
const longest = 30 * 24 * 3_600_000;
const most = 100;

/** Times are milliseconds on any clock that only goes on. */
export class Sessions {
  /** By the hash of their keys, so that no comparison tells by its time how much of a guess was right. */
  readonly #sessions = new Map<string, { openedAt: number; usedAt: number }>();

  /** The key of a new session; where there are too many, the one that was opened first ends. */
  open(now: number): string {
    const key = randomBytes(32).toString('base64url');
    this.#sessions.set(digest(key), { openedAt: now, usedAt: now });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > most && oldest !== undefined) this.#sessions.delete(oldest);
    return key;
  }

  /** True while it lasts; asking counts as use. */
  has(key: string, now: number): boolean {
    const name = digest(key);
    const session = this.#sessions.get(name);
    if (session === undefined) return false;
    if (now - session.usedAt > longestIdle || now - session.openedAt > longest) {
      this.#sessions.delete(name);
      return false;
    }
    session.usedAt = now;
    return true;
  }
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}
