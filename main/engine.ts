/**
 * The core as a child process of plain Node, for the desktop app: `node main/engine.ts [LIBRARY FOLDER]`,
 * with a duplex pipe as file descriptor 3. On it the two exchange frames (`channel/frames.ts`) with the messages of
 * `channel/messages.ts`: every question has an id and gets one answer under that id; events come unasked. Standard
 * output and error stay free for a log, so that a library that prints something disturbs nothing. The engine ends when
 * the pipe is closed, and closes the library first.
 */
import { Socket } from 'node:net';
import { events, type Core, type EventName } from '../app/contract/contract.ts';
import { errorMessage, PersonError } from '../app/errors.ts';
import { openLibrary } from '../app/library.ts';
import { Channel } from './channel/channel.ts';
import { fromEngineLimits, ToEngine, toEngineLimits, type FromEngine, type Request } from './channel/messages.ts';
import { checkedCall } from './checked-call.ts';

const pipe = 3;

interface Asked {
  resolve: (path: string | null) => void;
  reject: (error: Error) => void;
}

const asked = new Map<number, Asked>();
let requests = 0;

function request(request: Request): Promise<string | null> {
  const id = (requests += 1);
  channel.say(id, { is: 'request', request });
  return new Promise((resolve, reject) => asked.set(id, { resolve, reject }));
}

const opening = openLibrary({
  directory: process.argv[2],
  host: {
    pickFolder: () => request({ ask: 'pick-folder' }),
    showInFolder: async (path) => {
      await request({ ask: 'show-in-folder', path });
    },
    openFile: async (path) => {
      await request({ ask: 'open-file', path });
    },
  },
  watch: true,
});

// Listening begins before the library is open: what the shell asks until then waits for it.
const channel = new Channel<FromEngine, ToEngine>(openPipe(), {
  hears: { schema: ToEngine, limits: toEngineLimits },
  says: fromEngineLimits,
  onMessage: (id, message) => void hear(id, message),
  onUnreadable: (id, reason) => channel.say(id, { is: 'error', reason }),
  onEnd: () => void close(),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());

try {
  const core = await opening;
  for (const name of Object.keys(events) as EventName[]) {
    core.on(name, (data) => channel.say(0, { is: 'event', told: { event: name, data } as never }));
  }
} catch (error) {
  channel.say(0, { is: 'failed', reason: errorMessage(error) });
  process.exitCode = 1;
  channel.close();
}

function openPipe(): Socket {
  try {
    return new Socket({ fd: pipe, readable: true, writable: true });
  } catch {
    process.stderr.write(
      'The engine is a part of the desktop app, which starts it with a pipe: start Twinlens itself.\n',
    );
    process.exit(2);
  }
}

async function hear(id: number, message: ToEngine): Promise<void> {
  if (message.is === 'granted') asked.get(id)?.resolve(message.path);
  else if (message.is === 'refused') asked.get(id)?.reject(new PersonError(message.reason));
  else {
    try {
      await answer(id, await opening, message);
    } catch (error) {
      // What is not meant for a person is a mistake of ours: its stack helps whoever looks into it.
      if (!(error instanceof PersonError)) console.error(error);
      channel.say(id, { is: 'error', reason: errorMessage(error) });
    }
    return;
  }
  asked.delete(id);
}

async function answer(id: number, core: Core, question: Extract<ToEngine, { is: 'call' | 'image' }>): Promise<void> {
  if (question.is === 'call') {
    channel.say(id, { is: 'output', output: await checkedCall(core, question.name, question.input) });
    return;
  }
  const image = await core.image(question.sha256, question.size);
  channel.say(id, { is: 'image', type: image?.type ?? null }, image?.bytes);
}

async function close(): Promise<void> {
  await opening.then(
    (library) => library.close(),
    () => undefined,
  );
  process.exit();
}
