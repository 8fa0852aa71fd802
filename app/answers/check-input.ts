/** Holds what a caller gives to a command against its schema: shells and the core itself, so that none can forget it. */
import type { z } from 'zod';
import { PersonError } from '../errors.ts';
import { commands, type CommandName, type Input } from '../contract/contract.ts';

/** @throws PersonError that says what is wrong, and where. */
export function checkedInput<Name extends CommandName>(name: Name, input: unknown): Input<Name> {
  const checked = commands[name].input.safeParse(input);
  if (!checked.success) throw new PersonError(explain(checked.error));
  return checked.data as Input<Name>;
}

function explain(error: z.ZodError): string {
  return error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join(' ');
}
