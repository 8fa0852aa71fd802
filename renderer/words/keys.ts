import { type WindowCommandName, windowCommands } from '../../app/contract/window-commands.ts';

const signs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The key of a command, as it stands on a keyboard. */
export function keyWords(command: WindowCommandName): string {
  const [key] = windowCommands[command].keys;
  return signs[key] ?? key;
}

/** What a button does, with the key that does it too. */
export function withKey(words: string, command: WindowCommandName): string {
  return `${words} (${keyWords(command)})`;
}
