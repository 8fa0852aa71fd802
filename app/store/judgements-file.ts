/** Judgements as a JSON file, which outlives the library and can be merged into another one. */
import { z } from 'zod';
import { PersonError } from '../errors.ts';
import { origins, verdicts, type Judgement } from './judgements.ts';

const format = 'twinlens-judgements';
const version = 1;

const contentHash = z.string().regex(/^[0-9a-f]{64}$/, 'a content hash is 64 hexadecimal digits');

const Entry = z.object({
  a: contentHash,
  b: contentHash,
  verdict: z.enum(verdicts),
  judgedAt: z.iso.datetime({ offset: true, error: 'a date is written as 2026-01-31T12:34:56Z' }),
  origin: z.enum(origins),
});

/** Read first: a file of a newer version may look otherwise. */
const Head = z.object({ format: z.literal(format), version: z.int() });
const File = z.object({ judgements: z.array(Entry) });

/** @returns JSON, one judgement a line, in the order given. */
export function writeJudgements(judgements: readonly Judgement[]): string {
  const lines = judgements.map((judgement) => `    ${JSON.stringify(judgement)}`);
  const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "format": "${format}",\n  "version": ${version},\n  "judgements": ${body}\n}\n`;
}

/**
 * @returns the judgements of a file, dates in UTC and a < b, as libraries keep them.
 * @throws PersonError whose message completes "The file … ".
 */
export function readJudgements(text: string): Judgement[] {
  const json = parsed(text);
  const head = Head.safeParse(json);
  if (!head.success) throw new PersonError('is no export of judgements from Twinlens');
  if (head.data.version > version)
    throw new PersonError('was exported by a newer Twinlens: update Twinlens, and import it again');
  const file = File.safeParse(json);
  if (!file.success) {
    const [problem] = file.error.issues;
    const entry = Number(problem?.path[1]);
    const where = Number.isInteger(entry) ? `its judgement ${entry + 1} is not in order` : 'it has no judgements';
    throw new PersonError(
      `is damaged: ${where} (${problem?.path.at(-1)?.toString() ?? ''}: ${problem?.message ?? ''})`,
    );
  }
  return file.data.judgements.map(({ a, b, verdict, judgedAt, origin }, at) => {
    if (a === b) throw new PersonError(`is damaged: its judgement ${at + 1} is about one photo only`);
    const pair = a < b ? { a, b } : { a: b, b: a };
    // One form for all dates, so that they can be compared as text.
    return { ...pair, verdict, judgedAt: new Date(judgedAt).toISOString(), origin };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PersonError('is no JSON');
  }
}
