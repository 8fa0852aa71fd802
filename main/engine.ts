/**
 * The core as a child process of plain Node, for the Electron shell: `node main/engine.ts [LIBRARY FOLDER]` with an IPC
 * channel in advanced serialization. Every question has an id and gets one answer with that id; events come unasked.
 */
import { events, type Core, type EventData, type EventName, type ImageSize } from '../app/contract/contract.ts';
import { errorMessage, PersonError } from '../app/errors.ts';
import { openLibrary } from '../app/library.ts';
import { checkedCall } from './checked-call.ts';

export type ToEngine =
  | { id: number; call: string; input: unknown }
  | { id: number; image: { sha256: string; size: ImageSize } }
  /** The answer to `pickFolder`. */
  | { id: number; picked: string | null };

export type FromEngine =
  | { id: number; output: unknown }
  | { id: number; error: string }
  | { [Name in EventName]: { event: Name; data: EventData<Name> } }[EventName]
  | { id: number; pickFolder: true }
  /** The library could not be opened: a sentence for the person. The process ends; starting it again would not help. */
  | { failed: string };

const picking = new Map<number, (path: string | null) => void>();
let picks = 0;

function pickFolder(): Promise<string | null> {
  const id = (picks += 1);
  tell({ id, pickFolder: true });
  return new Promise((resolve) => picking.set(id, resolve));
}

const opening = openLibrary({ directory: process.argv[2], host: { pickFolder }, watch: true });

// Listening begins before the library is open: what the shell asks until then waits for it.
process.on('message', (message: ToEngine) => void answer(message));
for (const end of ['disconnect', 'SIGINT', 'SIGTERM']) process.once(end, () => void close());

try {
  const core = await opening;
  for (const name of Object.keys(events) as EventName[]) {
    core.on(name, (data) => tell({ event: name, data } as FromEngine));
  }
} catch (error) {
  tell({ failed: errorMessage(error) });
  process.exitCode = 1;
  process.disconnect();
}

async function answer(message: ToEngine): Promise<void> {
  if ('picked' in message) {
    picking.get(message.id)?.(message.picked);
    picking.delete(message.id);
    return;
  }
  const { id } = message;
  try {
    tell({ id, output: await ask(await opening, message) });
  } catch (error) {
    // What is not meant for a person is a mistake of ours: its stack helps whoever looks into it.
    if (!(error instanceof PersonError)) console.error(error);
    tell({ id, error: errorMessage(error) });
  }
}

function ask(core: Core, message: Exclude<ToEngine, { picked: unknown }>): Promise<unknown> {
  if ('call' in message) return checkedCall(core, message.call, message.input);
  return core.image(message.image.sha256, message.image.size);
}

function tell(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

async function close(): Promise<void> {
  await opening.then(
    (library) => library.close(),
    () => undefined,
  );
  process.exit();
}
