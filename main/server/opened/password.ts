import { randomBytes, scrypt, timingSafeEqual, type BinaryLike } from 'node:crypto';
import { promisify } from 'node:util';
import { PersonError } from '../../../app/errors.ts';

const derive = promisify(scrypt) as (
  password: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>;

/** OWASP's password storage cheat sheet names this among its equals: 64 MiB and some tenths of a second a try. */
const cost = { N: 2 ** 16, r: 8, p: 2, maxmem: 96 * 1024 * 1024 };
const keyLength = 32;
/** NIST SP 800-63B-4, 3.1.1.2, asks for 15 characters where a password is all there is. */
const fewestCharacters = 15;
const mostCharacters = 1024;

/** A password as the server keeps it: derived by scrypt (RFC 7914) with a salt of its own, never the words themselves. */
export class Password {
  readonly #salt = randomBytes(16);
  #key!: Buffer;

  /** @throws PersonError when it is too short to stand between a network and somebody's photos. */
  static async of(words: string): Promise<Password> {
    if (words.length < fewestCharacters || words.length > mostCharacters)
      throw new PersonError(`A password has ${fewestCharacters} characters or more: four unrelated words, say.`);
    const password = new Password();
    password.#key = await password.#derive(words);
    return password;
  }

  async matches(words: string): Promise<boolean> {
    if (words.length > mostCharacters) return false;
    return timingSafeEqual(await this.#derive(words), this.#key);
  }

  #derive(words: string): Promise<Buffer> {
    return derive(words.normalize('NFKC'), this.#salt, keyLength, cost);
  }
}
