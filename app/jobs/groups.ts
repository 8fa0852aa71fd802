/** The library's groups, held ready in memory: moving the threshold cuts anew, and reads nothing. */
import type { Group, Kind, Output, Photo, Rules } from '../contract.ts';
import { bestCosine, toDistance, toUnitRows } from '../grouping/distance.ts';
import { Grouping, type NodeGroup } from '../grouping/groups.ts';
import { isCopy, kindOrder, VerifiedKinds, weakest } from '../grouping/kinds.ts';
import type { ContentRow } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { verifierVersion } from '../vision/verify.ts';
import { isKept, Keepers } from './keepers.ts';
import { nearPairs } from './near-pairs.ts';
import { includedPhotos, type IncludedFile } from './included.ts';

/** Digits of a group's id, which is the beginning of its hub's content hash. */
const idLength = 16;

export class Groups {
  readonly #contents: ContentRow[];
  readonly #files: IncludedFile[][];
  readonly #keepers: Keepers;
  readonly #grouping: Grouping;
  readonly #kinds: VerifiedKinds;
  /** Unit rows, and which of them are a node's. */
  readonly #vectors: Float32Array;
  readonly #rows: number[][];
  readonly #dimensions: number;
  readonly #awaiting: number;
  #last: { threshold: number; groups: Group[] } | null = null;

  /** Reads all that grouping needs from the store. What the rules leave out is in no group, and links none. */
  constructor(store: Store, dimensions: number, rules: Rules) {
    const included = includedPhotos(store, rules);
    this.#contents = included.map(({ content }) => content);
    this.#files = included.map(({ files }) => files);
    this.#keepers = new Keepers(store, rules);
    const nodeOf = new Map(this.#contents.map(({ id }, node) => [id, node]));
    const nodeOfHash = new Map(this.#contents.map(({ sha256 }, node) => [sha256, node]));

    const stored = store.vectors.load();
    this.#dimensions = dimensions;
    this.#vectors = new Float32Array(stored.vectors.length);
    toUnitRows(stored.vectors, dimensions, this.#vectors);
    this.#rows = this.#contents.map(() => []);
    stored.owners.forEach((id, row) => this.#rows[nodeOf.get(id) ?? -1]?.push(row));

    const { near, awaiting } = nearPairs(store.pairs.neighbours(), nodeOf);
    const unlooked = store.pairs.unlooked(verifierVersion).filter((content) => nodeOf.has(content)).length;
    this.#awaiting = awaiting + unlooked;
    const verified = store.pairs.verified().flatMap(({ a, b, kind }) => {
      const [nodeA, nodeB] = [nodeOf.get(a), nodeOf.get(b)];
      return nodeA === undefined || nodeB === undefined
        ? []
        : [{ a: nodeA, b: nodeB, kind, isCopy: isCopy(kind), cosine: this.#cosine(nodeA, nodeB) }];
    });
    this.#kinds = new VerifiedKinds(verified);
    const judged = store.judgements.all().flatMap(({ a, b, verdict }) => {
      const [nodeA, nodeB] = [nodeOfHash.get(a), nodeOfHash.get(b)];
      return nodeA === undefined || nodeB === undefined ? [] : [{ pair: [nodeA, nodeB] as const, verdict }];
    });
    this.#grouping = new Grouping({
      count: this.#contents.length,
      near,
      verified,
      same: judged.filter(({ verdict }) => verdict === 'same').map(({ pair }) => pair),
      different: judged.filter(({ verdict }) => verdict === 'different').map(({ pair }) => pair),
    });
  }

  /** All groups at a threshold: strongest kind first, then those that could spare most. */
  all(threshold: number): Group[] {
    if (this.#last?.threshold === threshold) return this.#last.groups;
    const found = this.#grouping.at(threshold);
    const grouped = new Set(found.flatMap(({ nodes }) => nodes));
    // A content that several files hold is a group by itself.
    this.#files.forEach((files, node) => {
      if (files.length > 1 && !grouped.has(node)) found.push({ hub: node, nodes: [node] });
    });
    const groups = found.map((group) => this.#describe(group)).sort(byInterest);
    this.#last = { threshold, groups };
    return groups;
  }

  page({
    threshold,
    kind,
    offset = 0,
    limit,
  }: {
    threshold: number;
    kind?: Kind | undefined;
    offset?: number | undefined;
    limit?: number | undefined;
  }): Output<'groups'> {
    const all = this.all(threshold);
    const asked = kind === undefined ? all : all.filter((group) => group.kind === kind);
    const counts = Object.fromEntries(kindOrder.map((one) => [one, 0])) as Record<Kind, number>;
    for (const group of all) counts[group.kind]++;
    return {
      threshold,
      groups: asked.slice(offset, limit === undefined ? undefined : offset + limit),
      total: asked.length,
      photos: asked.reduce((sum, group) => sum + group.photos.length, 0),
      sparableBytes: asked.reduce((sum, group) => sum + sparable(group), 0),
      counts,
      awaiting: this.#awaiting,
    };
  }

  #describe({ hub, nodes }: NodeGroup): Group {
    const members = nodes.flatMap((node) => {
      const content = this.#contents[node] as ContentRow;
      return (this.#files[node] ?? []).map((file) => ({ ...content, ...file, node }));
    });
    const { photos, reason, chosen } = this.#keepers.judge(members);
    const keeper = photos[0]?.node ?? hub;
    const kinds = this.#kinds.from(keeper, nodes);
    const described = photos.map((photo, at): Photo => ({
      path: photo.path,
      sha256: photo.sha256,
      width: photo.width,
      height: photo.height,
      bytes: photo.companions.reduce((sum, { size }) => sum + size, photo.bytes),
      companions: photo.companions.map(({ path }) => path),
      takenAt: photo.takenAt,
      keep: at === 0,
      protection: photo.protection,
      distance: toDistance(this.#cosine(keeper, photo.node)),
      kind: kinds.get(photo.node) ?? 'similar',
      offline: photo.offline,
    }));
    return {
      id: (this.#contents[hub]?.sha256 ?? '').slice(0, idLength),
      kind: weakest(described.map(({ kind }) => kind)),
      photos: described,
      reason,
      chosen,
    };
  }

  /** The best cosine over the views of two photos. */
  #cosine(a: number, b: number): number {
    if (a === b) return 1;
    return bestCosine(this.#vectors, this.#dimensions, this.#rows[a] ?? [], this.#rows[b] ?? []);
  }
}

function sparable({ photos }: Group): number {
  return photos.reduce((sum, photo) => sum + (isKept(photo) ? 0 : photo.bytes), 0);
}

function byInterest(a: Group, b: Group): number {
  return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || sparable(b) - sparable(a) || (a.id < b.id ? -1 : 1);
}
