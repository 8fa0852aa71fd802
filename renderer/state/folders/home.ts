import type { Client } from '../../client/client.ts';

/**
 * A folder as it was typed, with the home folder of the machine that Twinlens runs on in place of a leading `~`. Where that
 * folder cannot be told, the path stays: whoever takes it says what is wrong.
 */
export async function withHome(client: Pick<Client, 'call'>, typed: string): Promise<string> {
  const path = typed.trim();
  if (!/^~([/\\]|$)/.test(path)) return path;
  const home = await client.call('browse', {}).catch(() => null);
  return home === null ? path : home.path + path.slice(1);
}
