/** Slows down whoever guesses passwords: each wrong one doubles how long the next has to wait. */
import { isIPv6 } from 'node:net';

const firstWait = 1000;
/** Behind a proxy everybody comes from its address: a stranger's guesses must not lock the person out for long. */
const longestWait = 60_000;
/** So long after the last wrong password an address is forgotten. */
const memory = 3_600_000;
const mostAddresses = 10_000;

interface Misses {
  count: number;
  last: number;
}

/** Times are milliseconds on any clock that only goes on. */
export class Tries {
  readonly #misses = new Map<string, Misses>();

  /** Milliseconds until this address may try again; 0 when it may now. */
  wait(address: string, now: number): number {
    const misses = this.#misses.get(networkOf(address));
    if (misses === undefined) return 0;
    return Math.max(0, misses.last + Math.min(longestWait, firstWait * 2 ** (misses.count - 1)) - now);
  }

  /** Counts before it is known whether the password is right, so that many tries at once count as many. */
  begin(address: string, now: number): void {
    const network = networkOf(address);
    const count = (this.#misses.get(network)?.count ?? 0) + 1;
    // The newest last, so that the oldest go first.
    this.#misses.delete(network);
    this.#misses.set(network, { count, last: now });
    for (const [known, { last }] of this.#misses) {
      if (now - last < memory && this.#misses.size <= mostAddresses) break;
      this.#misses.delete(known);
    }
  }

  /** The password was wrong: the waiting begins when that is known. */
  fail(address: string, now: number): void {
    const misses = this.#misses.get(networkOf(address));
    if (misses !== undefined) misses.last = now;
  }

  succeed(address: string): void {
    this.#misses.delete(networkOf(address));
  }
}

/** One household has 2⁶⁴ addresses of IPv6: the first half stands for all of them. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.replace(/%.*$/, '').split('::');
  const [first, last] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
