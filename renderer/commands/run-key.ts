import { type WindowCommandName, windowCommands } from '../../app/contract/window-commands.ts';

/** What a command does at one place of the window; one without `can` can always be used there. */
export interface Command {
  can?: () => boolean;
  run: () => void;
}

export type Commands = Partial<Record<WindowCommandName, Command>>;

const names = Object.keys(windowCommands) as WindowCommandName[];

/** Runs the command whose key was pressed. @returns false where none of these has it, or it cannot be used now. */
export function runKey({ key }: Pick<KeyboardEvent, 'key'>, commands: Commands): boolean {
  const name = names.find((each) => commands[each] && (windowCommands[each].keys as readonly string[]).includes(key));
  const command = name && commands[name];
  if (!command || command.can?.() === false) return false;
  command.run();
  return true;
}
