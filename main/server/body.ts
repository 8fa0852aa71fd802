import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

/** A hundred thousand photos that a person selected, by their paths, fit. */
const largestBody = 32 * 1024 * 1024;

/** Reads a JSON body, and no more of it than a command can need. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  // Foreign pages can post forms and plain text without asking first, but not this type.
  const text = await readBody(request, { type: 'application/json', largest: largestBody });
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'The input is not JSON.');
  }
}

/**
 * Reads a body of this type, up to so many bytes.
 * @throws Refusal 415 for another type, 413 for more.
 */
export async function readBody(request: IncomingMessage, { type, largest }: { type: string; largest: number }) {
  const [given = ''] = (request.headers['content-type'] ?? '').split(';');
  if (given.trim().toLowerCase() !== type) throw new Refusal(415, `Send the input as ${type}.`);
  const chunks: Buffer[] = [];
  let length = 0;
  // Left to itself the iterator would take the connection down with it, and the refusal would never arrive.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw new Refusal(413, `The input is larger than ${sizeWords(largest)}.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`;
}
