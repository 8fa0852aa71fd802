import type { Input, Output } from '../../app/contract/contract.ts';
import type { SelectionRule } from '../../app/contract/find-values.ts';
import type { Client } from '../client/client.ts';
import { errorMessage } from '../words/errors.ts';
import { isWholePath } from '../words/paths.ts';
import { rememberRule } from './decisions/used-rules.ts';
import type { Groups } from './groups.svelte.ts';
import { latest } from './latest.ts';
import type { Marks } from './decisions/marks.svelte.ts';

/** Which groups a rule speaks of: those in the list, those that were looked at, all. */
export type Among = 'listed' | 'reviewed' | 'all';

/** A rule for marking photos before it is used: what it would mark. */
export class MarkByRule {
  keep = $state<SelectionRule['keep']>('suggested');
  folder = $state('');
  name = $state('');
  wholeGroups = $state(false);
  among = $state<Among>('listed');
  /** Null until the first answer. What was there stays until the next one comes. */
  selection = $state.raw<Output<'select-by-rule'> | null>(null);
  /** True while the selection is not that of what is chosen. */
  outdated = $state(true);
  problem = $state<string | null>(null);
  readonly bytes = $derived(this.selection?.photos.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0);
  readonly needsWholePath = $derived(this.folder.trim() !== '' && !isWholePath(this.folder.trim()));
  /** A folder or a name says which photos are not meant. */
  readonly mayKeepOther = $derived(this.folder.trim() !== '' || this.name.trim() !== '');
  readonly ready = $derived(!this.outdated && !this.needsWholePath && (this.selection?.photos.length ?? 0) > 0);
  #asked = 0;
  readonly #client: Client;
  readonly #groups: Groups;
  readonly #marks: Marks;

  constructor(client: Client, groups: Groups, marks: Marks) {
    this.#client = client;
    this.#groups = groups;
    this.#marks = marks;
    this.among = groups.isNarrowed || (groups.sums?.states.reviewed ?? 0) === 0 ? 'listed' : 'reviewed';
  }

  /** As the core wants to hear it. */
  get rule(): SelectionRule {
    const [folder, name] = [this.folder.trim(), this.name.trim()];
    return {
      keep: this.keep === 'other' && !this.mayKeepOther ? 'suggested' : this.keep,
      ...(folder === '' ? {} : { folder }),
      ...(name === '' ? {} : { name }),
      ...(this.wholeGroups ? { wholeGroups: true } : {}),
    };
  }

  /** Takes over a rule that was used before. */
  take({ keep, folder = '', name = '', wholeGroups = false }: SelectionRule) {
    Object.assign(this, { keep, folder, name, wholeGroups });
    return this.refresh();
  }

  /** Asks what the rule would mark. */
  refresh(): Promise<void> {
    this.outdated = true;
    this.#asked += 1;
    return this.follow();
  }

  /** Asks anew because groups changed. */
  readonly follow = latest(async () => {
    if (this.needsWholePath) return;
    const asked = this.#asked;
    try {
      this.selection = await this.#client.call('select-by-rule', { rule: this.rule, ...this.#wanted() });
      this.problem = null;
      this.outdated = asked !== this.#asked;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  });

  /** Marks what was shown, as one step that can be undone. */
  mark() {
    if (!this.ready || this.selection === null) return;
    this.#marks.addChosen(this.selection.photos);
    rememberRule(this.rule);
  }

  #wanted(): Omit<Input<'select-by-rule'>, 'rule'> {
    const { threshold, kind, query, state, place } = this.#groups;
    if (this.among === 'all') return { threshold };
    if (this.among === 'reviewed') return { threshold, show: 'reviewed' };
    const find = query.trim();
    return {
      threshold,
      ...(kind ? { kind } : {}),
      ...(find === '' ? {} : { find }),
      ...(state === null ? {} : { show: state }),
      ...(place === null ? {} : { place }),
    };
  }
}
