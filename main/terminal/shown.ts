/** What is written to a terminal is what is meant, and nothing in a name can command it. */

/** C0, DEL and C1 control characters, marks that turn the order of letters round, and what breaks a line. */
// eslint-disable-next-line no-control-regex
const commanding = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A result in whose texts, the names of files above all, such characters are written out: `\n`, `\x1b`, `\u202e`. */
export function shown<Result>(result: Result): Result {
  if (typeof result === 'string') return result.replace(commanding, escaped) as Result;
  if (Array.isArray(result)) return result.map(shown) as Result;
  if (typeof result !== 'object' || result === null || ArrayBuffer.isView(result)) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, shown(value as unknown)])) as Result;
}

/** Sentences of our own, line by line. */
export function shownLines(text: string): string {
  return text.split('\n').map(shown).join('\n');
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  const digits = code.toString(16);
  return short[character] ?? (code < 256 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`);
}
