import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { commands, type CommandName, type Core } from '../../app/contract.ts';
import { PersonError } from '../../app/errors.ts';
import { answerJson, Refusal } from './answer.ts';
import { readJson } from './body.ts';

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/** Answers `POST /call/<name>`: the input is checked against the contract before the core sees it. */
export async function answerCall(core: Core, name: string, request: IncomingMessage, response: ServerResponse) {
  if (!isCommand(name)) throw new Refusal(404, `There is no command “${name}”.`);
  const input = commands[name].input.safeParse(await readJson(request));
  if (!input.success) throw new Refusal(400, explain(input.error));
  try {
    answerJson(response, 200, await core.call(name, input.data));
  } catch (error) {
    if (error instanceof PersonError) throw new Refusal(400, error.message);
    throw error;
  }
}

function explain(error: z.ZodError): string {
  return error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join(' ');
}
