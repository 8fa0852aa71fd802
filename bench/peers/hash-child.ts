/** What a simple tool does, in a process of its own: a perceptual hash of each photo, and all pairs within so many bits. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { decode } from '../../app/images/decode.ts';
import { perceptualHash } from '../quality/methods/perceptual-hash.ts';

/** As such tools ship: of 64 bits. */
const mostBits = 10;

const [folder = ''] = process.argv.slice(2);
const names = (await readdir(folder)).sort();
const prints = await pMap(
  names,
  async (name) => perceptualHash.print(await decode(await readFile(join(folder, name)), 64, false)),
  { concurrency: 8 },
);
const groupOf = names.map((_, at) => at);
const rootOf = (at: number): number => {
  const parent = groupOf[at] ?? at;
  return parent === at ? at : rootOf(parent);
};
for (let a = 0; a < prints.length; a++)
  for (let b = 0; b < a; b++)
    if (perceptualHash.distance(prints[a] as Uint8Array, prints[b] as Uint8Array) <= mostBits)
      groupOf[rootOf(a)] = rootOf(b);
const groups = [...Map.groupBy(names.keys(), rootOf).values()].filter((members) => members.length > 1);
process.stdout.write(
  JSON.stringify({
    firstSeconds: null,
    groups: groups.map((members) => members.map((at) => join(folder, names[at] ?? ''))),
  }),
);
