/** An engine without a library, for the tests of the process around it: it does what its calls are asked to do. */
import { Socket } from 'node:net';
import { Channel } from '../../../main/channel/channel.ts';
import { fromEngineLimits, ToEngine, toEngineLimits, type FromEngine } from '../../../main/channel/messages.ts';

const asked = new Map<number, number>();
const pipe = new Socket({ fd: 3, readable: true, writable: true });

const channel = new Channel<FromEngine, ToEngine>(pipe, {
  hears: { schema: ToEngine, limits: toEngineLimits },
  says: fromEngineLimits,
  onMessage: hear,
  onUnreadable: (id, reason) => channel.say(id, { is: 'error', reason }),
  onEnd: () => process.exit(0),
});

if (process.argv[2] === 'fails') {
  channel.say(0, { is: 'failed', reason: 'The library is open elsewhere.' });
  channel.close();
}

function hear(id: number, message: ToEngine): void {
  if (message.is === 'granted') channel.say(asked.get(id) ?? 0, { is: 'output', output: { path: message.path } });
  else if (message.is === 'refused') channel.say(asked.get(id) ?? 0, { is: 'error', reason: message.reason });
  else if (message.is === 'image') channel.say(id, { is: 'image', type: 'image/jpeg' }, new Uint8Array([1, 2, 3]));
  else if (message.name === 'pick-folder') {
    asked.set(7, id);
    channel.say(7, { is: 'request', request: { ask: 'pick-folder' } });
  } else act(id, String((message.input as { path?: unknown }).path), message.input);
}

/** Calls of `browse` carry an order in the place of a folder; they answer with the process id and what they were given. */
function act(id: number, order: string, input: unknown): void {
  if (order === 'die') process.exit(1);
  if (order === 'refuse') channel.say(id, { is: 'error', reason: 'Not today.' });
  else if (order === 'environment') answer(id, process.env);
  else if (order === 'lie') channel.say(id, { is: 'output', output: { path: 7 } });
  else if (order === 'babble') {
    pipe.write(Buffer.from([0xff, 0x10, 0x6f, 0x22, 0x02, 0x69, 0x64, 0x49, 0x02]));
    answer(id, input);
  } else answer(id, input);
}

function answer(id: number, input: unknown): void {
  channel.say(0, { is: 'event', told: { event: 'groups', data: { revision: process.pid } } });
  const output = { path: JSON.stringify(input), parent: null, folders: [], photos: process.pid };
  channel.say(id, { is: 'output', output });
}
