import type { z } from 'zod';
import { commands, type Caller, type CommandName } from '../app/contract/contract.ts';
import { PersonError } from '../app/errors.ts';

/** A call as it comes from a window: its name and its input are held against the contract before the core sees them. */
export async function checkedCall(core: Caller, name: string, input: unknown): Promise<unknown> {
  if (!isCommand(name)) throw new PersonError(`There is no command “${name}”.`);
  const checked = commands[name].input.safeParse(input);
  if (!checked.success) throw new PersonError(explain(checked.error));
  return core.call(name, checked.data);
}

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function explain(error: z.ZodError): string {
  return error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join(' ');
}
