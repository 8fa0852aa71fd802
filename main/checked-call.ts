import { checkedInput } from '../app/answers/check-input.ts';
import { commands, type Caller, type CommandName, type Input } from '../app/contract/contract.ts';
import { PersonError } from '../app/errors.ts';

/** A call as it comes from a window: its name and its input are held against the contract before the core sees them. */
export async function checkedCall(core: Caller, name: string, input: unknown): Promise<unknown> {
  const checked = checkCall(name, input);
  return core.call(checked.name, checked.input);
}

/** @throws PersonError where there is no such command, or its input is not what the contract says. */
export function checkCall(name: string, input: unknown): { name: CommandName; input: Input<CommandName> } {
  if (!isCommand(name)) throw new PersonError(`There is no command “${name}”.`);
  return { name, input: checkedInput(name, input) };
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
