import { checkedInput } from '../app/answers/check-input.ts';
import { commands, type Caller, type CommandName } from '../app/contract/contract.ts';
import { PersonError } from '../app/errors.ts';

/** A call as it comes from a window: its name and its input are held against the contract before the core sees them. */
export async function checkedCall(core: Caller, name: string, input: unknown): Promise<unknown> {
  if (!isCommand(name)) throw new PersonError(`There is no command “${name}”.`);
  return core.call(name, checkedInput(name, input));
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
