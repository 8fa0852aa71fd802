import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../../app/contract/contract.ts';
import { PersonError } from '../../app/errors.ts';
import { checkedCall, isCommand } from '../checked-call.ts';
import { answerJson, Refusal } from './answer.ts';
import { readJson } from './body.ts';

/** Answers `POST /call/<name>`. */
export async function answerCall(core: Core, name: string, request: IncomingMessage, response: ServerResponse) {
  if (!isCommand(name)) throw new Refusal(404, `There is no command “${name}”.`);
  const input = await readJson(request);
  try {
    answerJson(response, 200, await checkedCall(core, name, input));
  } catch (error) {
    if (error instanceof PersonError) throw new Refusal(400, error.message);
    throw error;
  }
}
