/** The library's groups, held ready in memory: moving the threshold cuts anew, and reads nothing. */
import type { Group, Kind, Output, Photo, Rules } from '../contract/contract.ts';
import { Grouping, type NodeGroup } from '../grouping/grouping.ts';
import { kindOrder, VerifiedKinds, weakest } from '../grouping/kinds.ts';
import type { ContentRow } from '../store/photos.ts';
import type { Store } from '../store/store.ts';
import { isKept, Keepers } from './find-keeper.ts';
import type { Learned } from '../lessons/learned.ts';
import { linksOf } from './photo-links.ts';
import { includedPhotos, type IncludedFile } from './included-photos.ts';

/** Digits of a group's id, which is the beginning of its hub's content hash. */
const idLength = 16;

/** Without what only a person wants to see: distances take the photos' vectors. */
export type FoundPhoto = Omit<Photo, 'distance'>;

export interface FoundGroup<One extends FoundPhoto = FoundPhoto> extends Omit<Group, 'photos'> {
  /** The keeper first. */
  photos: One[];
}

type Described = FoundGroup<FoundPhoto & { node: number }>;

export class Groups {
  readonly #contents: ContentRow[];
  readonly #files: IncludedFile[][];
  readonly #keepers: Keepers;
  readonly #grouping: Grouping;
  readonly #kinds: VerifiedKinds;
  readonly #distance: (a: number, b: number) => number;
  readonly #awaiting: number;
  #last: { threshold: number; groups: Described[] } | null = null;

  /** Reads all that grouping needs from the store. What the rules leave out is in no group, and links none. */
  constructor(store: Store, dimensions: number, rules: Rules, learned: Learned | null) {
    const included = includedPhotos(store, rules);
    this.#contents = included.map(({ content }) => content);
    this.#files = included.map(({ files }) => files);
    this.#keepers = new Keepers(store, rules);
    const links = linksOf(store, this.#contents, dimensions, learned);
    this.#awaiting = links.awaiting;
    this.#kinds = new VerifiedKinds(links.verified);
    this.#distance = links.distance;
    this.#grouping = new Grouping({ count: this.#contents.length, ...links });
  }

  /** All groups at a threshold: strongest kind first, then those that could spare most. */
  all(threshold: number): Described[] {
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
      groups: asked.slice(offset, limit === undefined ? undefined : offset + limit).map((group) => this.#shown(group)),
      total: asked.length,
      photos: asked.reduce((sum, group) => sum + group.photos.length, 0),
      sparableBytes: asked.reduce((sum, group) => sum + sparable(group), 0),
      counts,
      awaiting: this.#awaiting,
    };
  }

  #describe({ hub, nodes }: NodeGroup): Described {
    const members = nodes.flatMap((node) => {
      const content = this.#contents[node] as ContentRow;
      return (this.#files[node] ?? []).map((file) => ({ ...content, ...file, node }));
    });
    const { photos, reason, chosen } = this.#keepers.judge(members);
    const keeper = photos[0]?.node ?? hub;
    const kinds = this.#kinds.from(keeper, nodes);
    const described = photos.map((photo, at) => ({
      node: photo.node,
      path: photo.path,
      sha256: photo.sha256,
      width: photo.width,
      height: photo.height,
      bytes: photo.companions.reduce((sum, { size }) => sum + size, photo.bytes),
      companions: photo.companions.map(({ path }) => path),
      takenAt: photo.takenAt,
      keep: at === 0,
      protection: photo.protection,
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

  #shown({ photos, ...group }: Described): Group {
    const keeper = photos[0]?.node ?? 0;
    return {
      ...group,
      photos: photos.map(({ node, ...photo }) => ({ ...photo, distance: this.#distance(keeper, node) })),
    };
  }
}

function sparable({ photos }: FoundGroup): number {
  return photos.reduce((sum, photo) => sum + (isKept(photo) ? 0 : photo.bytes), 0);
}

function byInterest(a: FoundGroup, b: FoundGroup): number {
  return kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || sparable(b) - sparable(a) || (a.id < b.id ? -1 : 1);
}
