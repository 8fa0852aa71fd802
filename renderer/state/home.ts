import type { Client } from '../client/client.ts';

/** A folder as it was typed, with the home folder of the machine that Twinlens runs on in place of a leading `~`. */
export async function withHome(client: Pick<Client, 'call'>, typed: string): Promise<string> {
  const path = typed.trim();
  if (!/^~([/\\]|$)/.test(path)) return path;
  const { path: home } = await client.call('browse', {});
  return home + path.slice(1);
}
