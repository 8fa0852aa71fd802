import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

/** A hundred thousand photos that a person selected, by their paths, fit. */
const largestBody = 32 * 1024 * 1024;

/** Reads a JSON body, and no more of it than a command can need. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  // Foreign pages can post forms and plain text without asking first, but not this type.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'Send the input as application/json.');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  // Left to itself the iterator would take the connection down with it, and the refusal would never arrive.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) throw new Refusal(413, `The input is larger than ${largestBody / 1024 / 1024} MiB.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'The input is not JSON.');
  }
}
