/**
 * The library's groups, held ready in memory: moving the threshold cuts anew, and reads nothing. How groups come about:
 * 1. The encoder makes a vector of each photo, and each photo keeps a list of its nearest (pairs/near-lists).
 * 2. The verifier looks at near pairs, and says which are the same picture: copies, edits and crops (pairs/verify-pairs).
 * 3. What the rules leave out is left out here as well: it is in no group, and links none (groups/included-photos,
 *    groups/group-sources).
 * 4. Pairs become links. Where the person taught a judge, its word changes their distances (groups/photo-links,
 *    groups/judged-pairs).
 * 5. Links and answers become groups of photos at a threshold (grouping/grouping, which tells its own steps).
 * 6. Each group gets its kind, its keeper and the reason for it, and the groups are sorted (here, and groups/find-keeper).
 */
import type { Group, Input, Kind, Output, Photo, Rules, Version } from '../contract/contract.ts';
import type { Pair } from '../grouping/constraints.ts';
import { Grouping, type NodeGroup } from '../grouping/grouping.ts';
import { isCopy, kindOrder, VerifiedKinds, weakest } from '../grouping/kinds.ts';
import type { CompanionRow } from '../store/companions.ts';
import type { ContentRow } from '../store/photo-rows.ts';
import type { Store } from '../store/store.ts';
import { completeFind } from './complete-find.ts';
import type { Decisions } from './decisions.ts';
import { Keepers, type Candidate, type Member } from './find-keeper.ts';
import { byInterest, sparable } from './group-order.ts';
import { GroupSearch, type Wanted } from './group-search.ts';
import type { Joining } from './judged-pairs.ts';
import type { Learned } from '../lessons/learned.ts';
import { linksOf, type LinkedPair } from './photo-links.ts';
import { Versions } from '../grouping/versions.ts';
import type { GroupSources } from './group-sources.ts';
import type { IncludedFile } from './included-photos.ts';

/** Digits of a group's id, which is the beginning of its hub's content hash. */
const idLength = 16;

/** Ways in which a group around one hub was made lately: the slider goes to and fro. */
const knownEach = 4;

/** Without what only a person wants to see: distances take the photos' vectors. */
export type FoundPhoto = Omit<Photo, 'distance'>;

export interface FoundGroup<One extends FoundPhoto = FoundPhoto> extends Omit<Group, 'photos' | 'versions' | 'review'> {
  /** Version by version, the keeper of each first. */
  photos: One[];
  versions: Omit<Version, 'distance'>[];
}

type Described = FoundGroup<FoundPhoto & { node: number }>;

export class Groups {
  /** How sure a learned judge must be in this library. */
  readonly joining: Joining;
  readonly #contents: readonly ContentRow[];
  readonly #files: readonly IncludedFile[][];
  readonly #keepers: Keepers;
  readonly #versions: Versions;
  readonly #grouping: Grouping;
  readonly #kinds: VerifiedKinds;
  readonly #proven: VerifiedKinds;
  readonly #distance: (a: number, b: number) => number;
  readonly #awaiting: number;
  readonly #holds: ReadonlyMap<number, readonly number[]>;
  readonly #search = new GroupSearch<Described['photos'][number], Described>({
    cameraOf: ({ node }) => this.#contents[node]?.camera ?? null,
    distanceOf: (group) => this.#farthest(group),
  });
  #last: { threshold: number; groups: Described[] } | null = null;
  /** Groups as they were described, by their hubs. */
  readonly #known = new Map<number, { nodes: readonly number[]; group: Described }[]>();

  /**
   * Reads from the store what was verified and what a person said.
   * @param sources the photos that the rules let in: what they leave out is in no group, and links none.
   * @param companions those of some photos, by path, as they lie on the disk now; of the others the last scan's count.
   */
  constructor(
    store: Store,
    sources: GroupSources,
    dimensions: number,
    rules: Rules,
    learned: Learned | null,
    companions: ReadonlyMap<string, CompanionRow[]> = new Map(),
  ) {
    this.#contents = sources.contents;
    this.#files = sources.files;
    const links = linksOf(store, sources, dimensions, learned);
    this.joining = links.joining;
    this.#awaiting = links.awaiting;
    this.#holds = links.holds;
    const verified = [...links.verified, ...links.bursts];
    this.#kinds = new VerifiedKinds(verified);
    this.#proven = new VerifiedKinds(verified.filter(({ awaitsProof }) => !awaitsProof));
    this.#keepers = new Keepers(store, rules, companions, {
      poorer: new Set(this.#poorerOf(links.verified)),
      collages: new Set(links.holds.keys().map((node) => this.#contents[node]?.id ?? -1)),
    });
    this.#versions = new Versions({
      copies: pairsOf(verified.filter(({ isCopy }) => isCopy)),
      exact: pairsOf(verified.filter(({ kind, awaitsProof }) => kind === 'same-pixels' && !awaitsProof)),
      same: links.same,
      different: links.different,
    });
    this.#distance = links.distance;
    this.#grouping = new Grouping({ count: this.#contents.length, ...links });
  }

  /** The paths of all photos that the rules let in, in groups or not. */
  paths(): string[] {
    return this.#files.flatMap((files) => files.map(({ path }) => path));
  }

  /** All groups at a threshold: those with the strongest kind in them first, then those that could spare most. */
  all(threshold: number): Described[] {
    if (this.#last?.threshold === threshold) return this.#last.groups;
    const found = this.#grouping.at(threshold);
    const grouped = new Set(found.flatMap(({ nodes }) => nodes));
    // A content that several files hold is a group by itself.
    this.#files.forEach((files, node) => {
      if (files.length > 1 && !grouped.has(node)) found.push({ hub: node, nodes: [node] });
    });
    const groups = byInterest(found.map((group) => this.#described(group)));
    this.#last = { threshold, groups };
    return groups;
  }

  /** The groups that are asked for, in their order. @throws PersonError for a query that cannot be understood. */
  found(threshold: number, wanted: Wanted, decisions: Decisions): readonly FoundGroup[] {
    return this.#search.find(this.all(threshold), wanted, decisions).groups;
  }

  page(
    { threshold, offset = 0, limit, ...wanted }: Omit<Input<'groups'>, 'rules'> & { threshold: number },
    decisions: Decisions,
  ): Output<'groups'> {
    const all = this.all(threshold);
    const { groups: asked, states } = this.#search.find(all, wanted, decisions);
    const counts = Object.fromEntries(kindOrder.map((one) => [one, 0])) as Record<Kind, number>;
    for (const { kinds } of all) for (const one of kinds) counts[one]++;
    return {
      threshold,
      groups: asked
        .slice(offset, limit === undefined ? undefined : offset + limit)
        .map((group) => this.#shown(group, decisions)),
      total: asked.length,
      photos: asked.reduce((sum, group) => sum + group.photos.length, 0),
      sparableBytes: asked.reduce((sum, group) => sum + sparable(group), 0),
      all: all.length,
      counts,
      states,
      awaiting: this.#awaiting,
    };
  }

  /** Ways to go on with what is typed for `page` to find. */
  completions(find: string, threshold: number): Output<'complete-find'> {
    const all = this.all(threshold);
    const photos = all.flatMap((group) => group.photos);
    const cameraOf = (node: number) => this.#contents[node]?.camera ?? null;
    return {
      completions: completeFind(
        find,
        photos,
        cameraOf,
        all.map(({ kinds }) => kinds),
      ),
    };
  }

  /** From one threshold to the next most groups stay as they are. */
  #described(group: NodeGroup): Described {
    const known = this.#known.get(group.hub) ?? [];
    const isSame = (nodes: readonly number[]) =>
      nodes.length === group.nodes.length && nodes.every((node, at) => node === group.nodes[at]);
    const found = known.find(({ nodes }) => isSame(nodes));
    if (found !== undefined) return found.group;
    const made = { nodes: group.nodes, group: this.#describe(group) };
    this.#known.set(group.hub, [made, ...known.slice(0, knownEach - 1)]);
    return made.group;
  }

  #describe({ hub, nodes }: NodeGroup): Described {
    const best = this.#keepers.judge(nodes.flatMap((node) => this.#membersOf(node)));
    // Ranked as their best files are.
    const ranked = [...new Set(best.photos.map(({ node }) => node))];
    const order = this.#versions
      .of(ranked)
      .map((version) => this.#keepers.judge(version.flatMap((node) => this.#membersOf(node))));
    const keepers = order.map(({ photos }) => photos[0]?.node ?? hub);
    const kindOf = this.#versionKinds(keepers[0] ?? hub, nodes);
    const photos = order.flatMap((version, at) => this.#describeVersion(version.photos, at));
    const described = order.map((version, at) => ({
      kind: at === 0 ? ('identical' as const) : kindOf(keepers[at] ?? hub),
      reason: version.reason,
      chosen: version.chosen,
    }));
    const found = new Set([...photos.filter(({ keep }) => !keep), ...described.slice(1)].map(({ kind }) => kind));
    const inGroup = kindOrder.filter((kind) => found.has(kind));
    return {
      id: (this.#contents[hub]?.sha256 ?? '').slice(0, idLength),
      kind: inGroup.at(-1) ?? 'similar',
      kinds: inGroup,
      versions: described,
      photos,
      reason: best.reason,
      chosen: best.chosen,
    };
  }

  /**
   * How the keepers of versions relate to that of the group. By way of a copy of both (a small one, that does not show
   * what tells them apart) they are no copies of each other.
   */
  #versionKinds(keeper: number, nodes: readonly number[]): (node: number) => Kind {
    const kinds = this.#kinds.from(keeper, nodes);
    return (node) => this.#kinds.between(keeper, node) ?? weakest(['edited', kinds.get(node) ?? 'similar']);
  }

  /** Contents of proven copies that have less behind their first picture than another one. */
  #poorerOf(links: readonly LinkedPair[]): number[] {
    return links.flatMap(({ a, b, richer }) =>
      richer === null ? [] : (this.#contents[richer === a ? b : a]?.id ?? []),
    );
  }

  #membersOf(node: number) {
    const content = this.#contents[node] as ContentRow;
    return (this.#files[node] ?? []).map((file) => ({ ...content, ...file, node }));
  }

  /** @param photos of one version, its keeper first. @param version its place in the group. */
  #describeVersion(photos: readonly Candidate<Member & { node: number }>[], version: number) {
    const [keeper, nodes] = [photos[0]?.node ?? 0, photos.map(({ node }) => node)];
    const kinds = this.#kinds.from(keeper, nodes);
    const proven = this.#proven.from(keeper, nodes);
    return photos.map((photo, at) => {
      const kind = kinds.get(photo.node) ?? 'similar';
      return {
        node: photo.node,
        path: photo.path,
        sha256: photo.sha256,
        width: photo.width,
        height: photo.height,
        bytes: photo.companions.reduce((sum, { size }) => sum + size, photo.bytes),
        companions: photo.companions.map(({ path }) => path),
        takenAt: photo.takenAt,
        damaged: photo.isDamaged,
        duration: photo.duration === null ? null : Math.max(0, photo.duration),
        version,
        keep: at === 0,
        protection: photo.protection,
        kind,
        said: !isCopy(kind),
        awaitsProof: isCopy(kind) && !isCopy(proven.get(photo.node) ?? 'similar'),
        offline: photo.offline,
        holds: (this.#holds.get(photo.node) ?? []).flatMap((held) => this.#files[held]?.[0]?.path ?? []),
      };
    });
  }

  #shown({ photos, versions, ...group }: Described, decisions: Decisions): Group {
    const keepers = photos.filter(({ keep }) => keep).map(({ node }) => node);
    const [keeper = 0] = keepers;
    return {
      ...group,
      review: decisions.reviewOf(photos),
      versions: versions.map((version, at) => ({
        ...version,
        distance: this.#distance(keeper, keepers[at] ?? keeper),
      })),
      photos: photos.map(({ node, ...photo }) => ({
        ...photo,
        distance: this.#distance(keepers[photo.version] ?? keeper, node),
      })),
    };
  }

  /** How far from their keepers the photos of a group are that are no copies: copies are certain. */
  #farthest({ photos, versions }: Described): number {
    const keepers = photos.filter(({ keep }) => keep).map(({ node }) => node);
    const [first = 0] = keepers;
    const apart = [
      ...versions.map(({ kind }, at) => (isCopy(kind) ? 0 : this.#distance(first, keepers[at] ?? first))),
      ...photos.map(({ node, kind, version }) => (isCopy(kind) ? 0 : this.#distance(keepers[version] ?? first, node))),
    ];
    return Math.max(0, ...apart);
  }
}

function pairsOf(links: readonly { a: number; b: number }[]): Pair[] {
  return links.map(({ a, b }) => [a, b]);
}
