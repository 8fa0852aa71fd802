import type { ServerResponse } from 'node:http';
import { events, type Core, type EventName } from '../../app/contract/contract.ts';
import { commonHeaders } from './answer.ts';

/** Often enough that neither a proxy nor the browser takes a quiet stream for a dead one. */
const heartbeatMilliseconds = 15_000;

/** Answers `GET /events`: every event of the contract as a server-sent event, until the window leaves or its session ends. */
export function streamEvents(core: Core, response: ServerResponse, hasSession: () => boolean) {
  response.writeHead(200, {
    ...commonHeaders,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  // The first bytes tell the browser that the stream is open.
  response.write(': open\n\n');
  const stops = (Object.keys(events) as EventName[]).map((name) =>
    core.on(name, (data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)),
  );
  const heartbeat = setInterval(() => {
    if (hasSession()) response.write(': still here\n\n');
    else response.end();
  }, heartbeatMilliseconds);
  response.on('close', () => {
    clearInterval(heartbeat);
    for (const stop of stops) stop();
  });
}
