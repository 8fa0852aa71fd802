import type { ExportMode, Kind } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import { kindOrder } from '../words/kinds.ts';
import { isWholePath, pathInside } from '../words/paths.ts';
import { attempt } from './attempt.ts';
import { latest } from './latest.ts';

/** What the groups of one kind come to. */
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
  problem = $state<string | null>(null);
  /** Null until the first answer. */
  byKind = $state.raw<Record<Kind, Sums> | null>(null);
  readonly sums = $derived(this.kinds.map((kind) => this.byKind?.[kind] ?? nothing).reduce(added, nothing));
  readonly needsFolder = $derived(!isWholePath(this.folder.trim()));
  readonly #client: Client;

  constructor(client: Client, kind: Kind | null) {
    this.#client = client;
    if (kind) this.kinds = [kind];
  }

  readonly refresh = latest(async () => {
    try {
      const { groups } = await this.#client.call('groups', {});
      const byKind = Object.fromEntries(kindOrder.map((kind) => [kind, nothing])) as Record<Kind, Sums>;
      for (const { kind, photos } of groups)
        byKind[kind] = added(byKind[kind], {
          groups: 1,
          photos: photos.length,
          bytes: photos.reduce((sum, { bytes }) => sum + bytes, 0),
          offline: photos.filter(({ offline }) => offline).length,
        });
      this.byKind = byKind;
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
    return attempt(
      this,
      async () => (await this.#client.call('export', { folder: this.folder.trim(), mode, kinds })).job,
    );
  }
}

function added(a: Sums, b: Sums): Sums {
  return {
    groups: a.groups + b.groups,
    photos: a.photos + b.photos,
    bytes: a.bytes + b.bytes,
    offline: a.offline + b.offline,
  };
}
