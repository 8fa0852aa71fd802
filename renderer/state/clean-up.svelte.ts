import type { Between, Input, MetadataPlace, Output, Photo, Spare } from '../../app/contract/contract.ts';
import { errorMessage } from '../words/errors.ts';
import type { Client } from '../client/client.ts';
import { bulkSpares } from '../words/kinds.ts';
import { isWholePath } from '../words/paths.ts';
import { latest } from './latest.ts';
import type { Marks } from './decisions/marks.svelte.ts';
import { groupsIn, isSamePlan, photosIn, sparableByKind, type Plan } from './planned.ts';

/** A clean-up before it begins: what goes, where to, and what the core would make of it. */
export class CleanUp {
  what = $state<'copies' | 'marked'>('copies');
  kinds = $state<Spare[]>([...bulkSpares]);
  /** Whether only copies of groups go that the person has looked at. */
  reviewedOnly = $state(false);
  where = $state<'trash' | 'folder'>('trash');
  folder = $state('');
  /** Whether the folder is left out of the library from now on; only where it lies in it. */
  exclude = $state(false);
  /** Where the keeper gets what only its copies know; null to leave it as it is. */
  merge = $state<MetadataPlace | null>(null);
  /** Null until the first answer. What was there stays until the next one comes. */
  plan = $state.raw<Plan | null>(null);
  /** True while the plan is not that of what is chosen. */
  outdated = $state(true);
  /** True when the photos had changed between the plan that was seen and its confirmation. */
  changed = $state(false);
  problem = $state<string | null>(null);
  /** What only the folder has that is cleared; null until it is known, and where no two folders are cleaned up. */
  only = $state.raw<Output<'plan-take-over'> | null>(null);
  /** Whether the folder that keeps its photos takes those over. */
  takesOver = $state(false);
  /** Photos that each kind would make go. */
  counts = $state.raw<Partial<Record<Spare, number>>>({});
  readonly groups = $derived(this.plan === null ? 0 : groupsIn(this.plan));
  readonly companions = $derived((this.plan?.files ?? 0) - (this.plan?.photos.length ?? 0));
  readonly needsFolder = $derived(this.where === 'folder' && !isWholePath(this.folder.trim()));
  /** Whether the next scan would find the photos again in the folder: then nothing is put there. */
  readonly wouldFindAgain = $derived.by(() => {
    const again = this.plan?.foundAgain ?? null;
    return this.where === 'folder' && again !== null && !(this.exclude && again.canExclude);
  });
  readonly #works = $derived((this.plan?.photos.length ?? 0) > 0 || this.takesOver);
  readonly ready = $derived(this.#works && !this.outdated && !this.needsFolder && !this.wouldFindAgain);
  #photos = $state.raw(photosIn([]));
  #asked = 0;
  readonly between: Between | null;
  readonly #client: Client;
  readonly #marks: Marks;

  /** @param between of two folders that share photos, the one that keeps them; null for all groups. */
  constructor(client: Client, marks: Marks, between: Between | null = null) {
    this.#client = client;
    this.#marks = marks;
    this.between = between;
    if (between === null && marks.count > 0) this.what = 'marked';
  }

  /** A photo of the plan, with what the plan itself does not say of it. */
  photo(path: string): Photo | undefined {
    return this.#photos.get(path);
  }

  /** Asks for the plan anew because groups changed. What is seen can still be confirmed: `confirm` holds it against the new one. */
  readonly follow = latest(async () => {
    const asked = this.#asked;
    try {
      this.plan = (await this.#ask()).plan;
      this.problem = null;
      // What was chosen meanwhile has its own plan, which comes next.
      this.outdated = asked !== this.#asked;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Asks for the plan of what is chosen. */
  refresh(): Promise<void> {
    this.outdated = true;
    this.changed = false;
    this.#asked += 1;
    return this.follow();
  }

  /**
   * Begins, if what would happen is still what was seen; otherwise shows the new plan, and the person is asked again.
   * @returns the job, or null when nothing was begun.
   */
  async confirm(): Promise<number | null> {
    const seen = this.plan;
    try {
      const { input, plan } = await this.#ask();
      if (isSamePlan(plan, seen)) {
        const { between } = this;
        if (plan.photos.length === 0 && between !== null) return (await this.#client.call('take-over', between)).job;
        return (await this.#client.call('apply', input)).job;
      }
      this.plan = plan;
      this.changed = true;
    } catch (error) {
      this.problem = errorMessage(error);
    }
    return null;
  }

  /** Marks all that would go, so that it can be looked through in the list. */
  markAll() {
    this.#marks.add(...(this.plan?.photos ?? []).flatMap(({ path }) => this.photo(path) ?? []));
  }

  async #ask(): Promise<{ input: Input<'plan'>; plan: Plan }> {
    const { groups } = await this.#client.call('groups', {});
    const input: Input<'plan'> = {
      to: this.#to(),
      ...(this.between === null ? {} : { between: this.between }),
      ...(this.what === 'marked' ? { selection: this.#marks.selection(groups) } : { kinds: this.kinds }),
      ...(this.what === 'copies' && this.reviewedOnly ? { reviewedOnly: true } : {}),
      ...(this.merge ? { mergeMetadata: this.merge } : {}),
      ...(this.exclude && this.where === 'folder' ? { excludeDestination: true } : {}),
    };
    const plan = await this.#client.call('plan', input);
    this.#photos = photosIn(groups);
    this.counts = sparableByKind(groups);
    if (this.between !== null) this.only = await this.#client.call('plan-take-over', this.between);
    return { input, plan };
  }

  /** Until a folder is named, the plan is that for the trash: the same photos would go. */
  #to(): string {
    const folder = this.folder.trim();
    // Nothing that is derived: the dialog may have been closed since the plan was asked for.
    return this.where === 'trash' || !isWholePath(folder) ? 'trash' : folder;
  }
}
