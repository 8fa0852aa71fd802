/** Every call to the core goes through here: checked input, no write where none can be kept, failures told in words. */
import { checkedInput } from './check-input.ts';
import type { Answers, CommandName, Input, Output } from '../contract/contract.ts';
import type { Store } from '../store/store.ts';

/** Commands that keep something in the library. An export keeps a journal, but can do without. */
const writing: ReadonlySet<CommandName> = new Set([
  'add-folder',
  'remove-folder',
  'scan',
  'set-threshold',
  'set-rules',
  'choose-keeper',
  'forget-keeper',
  'mark',
  'review',
  'pass-folder-pair',
  'take-over',
  'apply',
  'import',
  'undo',
  'label',
  'judge',
  'forget-judgement',
  'import-judgements',
  'learn',
  'use-head',
]);

/** @throws PersonError for input that is not in order, a write to a library that can only be read, and its failures. */
export async function guardedCall<Name extends CommandName>(
  answers: Answers,
  { refusal, explained }: Pick<Store, 'refusal' | 'explained'>,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const checked = checkedInput(name, input);
  if (refusal !== null && isWriting(name, checked)) throw refusal;
  try {
    return await answers[name](checked);
  } catch (error) {
    throw explained(error);
  }
}

function isWriting<Name extends CommandName>(name: Name, input: Input<Name>): boolean {
  if (name === 'empty') return !('dryRun' in input && input.dryRun === true);
  if (name === 'export') return 'mode' in input && input.mode === 'move';
  return writing.has(name);
}
