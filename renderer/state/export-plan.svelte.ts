import type { ExportMode, Group, Kind } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import { kindOrder } from '../words/kinds.ts';
import { isWholePath, pathInside } from '../words/paths.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';

/** What groups come to. */
interface Sums {
  groups: number;
  photos: number;
  bytes: number;
  /** Photos on drives that are away: they cannot be exported. */
  offline: number;
}

const nothing: Sums = { groups: 0, photos: 0, bytes: 0, offline: 0 };

/** An export before it begins: which groups, how, and where to. */
export class ExportPlan {
  mode = $state<ExportMode>('copy');
  kinds = $state<Kind[]>([...kindOrder]);
  folder = $state('');
  /** Whether the folder is left out of the library from now on; only where it lies in it. */
  exclude = $state(false);
  problem = $state<string | null>(null);
  /** How many groups hold something of each kind; null until the first answer. */
  byKind = $state.raw<Record<Kind, number> | null>(null);
  #groups = $state.raw<Group[]>([]);
  readonly sums = $derived(
    this.#groups.filter(({ kinds }) => kinds.some((kind) => this.kinds.includes(kind))).reduce(added, nothing),
  );
  readonly needsFolder = $derived(!isWholePath(this.folder.trim()));
  readonly #client: Client;

  constructor(client: Client, kind: Kind | null) {
    this.#client = client;
    if (kind) this.kinds = [kind];
  }

  readonly refresh = latest(async () => {
    try {
      const { groups } = await this.#client.call('groups', {});
      const count = (kind: Kind) => groups.filter(({ kinds }) => kinds.includes(kind)).length;
      this.byKind = Object.fromEntries(kindOrder.map((kind) => [kind, count(kind)])) as Record<Kind, number>;
      this.#groups = groups;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Proposes a new folder in the person's home. */
  async propose(name: string) {
    const home = await this.#client.call('browse', {}).catch(() => null);
    if (home && this.folder === '') this.folder = pathInside(home.path, name);
  }

  /** @returns the job, or null when nothing was begun. */
  start(): Promise<number | null> {
    const { mode, kinds } = this;
    const excludeDestination = this.exclude ? true : undefined;
    return attempt(
      this,
      async () =>
        (await this.#client.call('export', { folder: this.folder.trim(), mode, kinds, excludeDestination })).job,
    );
  }
}

function added({ groups, photos, bytes, offline }: Sums, group: Group): Sums {
  return {
    groups: groups + 1,
    photos: photos + group.photos.length,
    bytes: group.photos.reduce((sum, photo) => sum + photo.bytes, bytes),
    offline: offline + group.photos.filter((photo) => photo.offline).length,
  };
}
